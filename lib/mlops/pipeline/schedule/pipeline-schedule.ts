import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { HardenedCronJob, ImageCatalog, Mount, Resources } from '../../../workload';
import { runParameters } from '../errors';
import { checkedCron } from './cron-fields';
import { type PipelineScheduleProps } from './pipeline-schedule-props';
import { runParameterProblems } from './run-parameters';
import { checkedTimeZone } from './time-zone';

/**
 * Starts a pipeline at fixed times: a CronJob that asks the API server for a run. Kubeflow's own schedules cannot be applied as objects
 * (their controller asks for runs that the API server does not know of), and live in its database only.
 */
export class PipelineSchedule extends Construct {
  /** What asks for the runs. */
  public readonly job: HardenedCronJob;

  /** @throws if the schedule, the time zone or a parameter is not one that would be accepted */
  public constructor(scope: Construct, id: string, props: PipelineScheduleProps) {
    super(scope, id);
    const { pipeline, api, parameters = {}, timeout = Duration.minutes(5) } = props;
    const { path } = this.node;
    const schedule = checkedCron(props.cron, path);
    const timeZone = checkedTimeZone(props.timeZone ?? 'Etc/UTC', path);
    const refused = runParameterProblems(pipeline._runParameters, parameters);
    if (refused.length > 0) throw runParameters(refused, path);
    const values = Object.entries(parameters).map(([name, { _source }]) => [name, _source.constant] as const);
    const catalogue = ImageCatalog.PIPELINE_STEPS;
    this.job = new HardenedCronJob(this, 'Job', {
      name: id,
      schedule,
      timeZone,
      activeDeadlineSeconds: timeout.toSeconds(),
      image: props.image ?? catalogue.image,
      uid: catalogue.uid,
      gid: catalogue.gid,
      command: ['python3', '-m', 'secure_llm_steps', 'start-run'],
      args: [
        ...['--api-url', api.url],
        ...['--pipeline', pipeline.name],
        ...['--version', pipeline.versionName],
        ...['--service-account', pipeline.serviceAccountName],
        ...['--parameters', JSON.stringify(Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1))))],
      ],
      mounts: [Mount.scratch('/tmp', Size.mebibytes(16))],
      resources: Resources.of({
        cpuMillicores: 100,
        memory: Size.mebibytes(128),
        ephemeralStorage: Size.mebibytes(32),
      }),
    });
    this.job.connections.allowTo(api);
  }
}
