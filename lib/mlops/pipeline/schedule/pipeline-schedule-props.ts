import { type Duration } from 'cdk8s';
import { type HardenedWorkload, type ImageRef } from '../../../workload';
import { type Pipeline } from '../pipeline';
import { type PipelineValue } from '../pipeline-value';

/** When which pipeline runs. */
export interface PipelineScheduleProps {
  /** The pipeline. Each run names its version by its content, never the newest one. */
  readonly pipeline: Pipeline;
  /** Kubeflow's API server, which creates the runs. */
  readonly api: HardenedWorkload;
  /** Minute, hour, day of month, month and day of week, such as `0 2 * * *`: five fields, as a CronJob has them. */
  readonly cron: string;
  /**
   * IANA name of the time zone that the fields mean, such as `Europe/Zurich`.
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;
  /**
   * What the pipeline's parameters are, by name.
   * @default - their defaults
   */
  readonly parameters?: { readonly [name: string]: PipelineValue };
  /**
   * How long creating a run may take, all attempts together; the run itself goes on.
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * Image with the steps' commands, of which one creates runs.
   * @default ImageCatalog.PIPELINE_STEPS
   */
  readonly image?: ImageRef;
}
