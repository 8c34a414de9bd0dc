import { Size, Testing } from 'cdk8s';
import {
  HardenedWorkload,
  ImageRef,
  ParameterType,
  Pipeline,
  PipelineSchedule,
  type PipelineScheduleProps,
  PipelineValue,
  Port,
  Probe,
  Resources,
} from '../../../../lib';
import { type Document } from '../../../workload/declared';
import { releaseLike, zoneOf } from '../release-like';

function schedule(props: Partial<PipelineScheduleProps> = {}) {
  const zone = zoneOf();
  const http = Port.tcp(8888);
  const api = new HardenedWorkload(zone, 'ml-pipeline', {
    image: ImageRef.of('registry.example/api:1.0'),
    ports: [http],
    resources: Resources.of({ cpuMillicores: 100, memory: Size.mebibytes(64), ephemeralStorage: Size.mebibytes(16) }),
    startupProbe: Probe.tcp({ port: http.number, failureThreshold: 30 }),
    readinessProbe: Probe.tcp({ port: http.number }),
    livenessProbe: Probe.tcp({ port: http.number, failureThreshold: 9 }),
  });
  const pipeline = new Pipeline(zone, 'release-like', { definition: releaseLike() });
  new PipelineSchedule(zone, 'nightly', { pipeline, api, cron: '0 2 * * *', ...props });
  const documents = Testing.synth(zone);
  return { pipeline, documents, job: documents.find(({ kind }) => kind === 'CronJob') };
}

const argsOf = (job: ReturnType<typeof schedule>['job']): string[] =>
  job.spec.jobTemplate.spec.template.spec.containers[0].args;

describe('a schedule', () => {
  it('asks the API server for a run of exactly this version, as the account of the pipeline', () => {
    const { pipeline, job } = schedule({ timeZone: 'Europe/Zurich' });
    expect(job.spec).toMatchObject({ schedule: '0 2 * * *', timeZone: 'Europe/Zurich', concurrencyPolicy: 'Forbid' });
    expect(argsOf(job)).toEqual([
      ...['--api-url', 'http://ml-pipeline.pipelines.svc:8888'],
      ...['--pipeline', 'release-like', '--version', pipeline.versionName],
      ...['--service-account', 'release-like', '--parameters', '{}'],
    ]);
  });

  it('is in UTC unless it says otherwise', () => {
    expect(schedule().job.spec.timeZone).toBe('Etc/UTC');
  });

  it('reaches the API server and nothing else, without a token', () => {
    const { documents, job } = schedule();
    const egress = documents.find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'nightly-egress',
    );
    const peers = egress.spec.egress.map(({ to }: Document) => to[0].podSelector.matchLabels);
    expect(peers).toEqual([{ 'secure-llm.dev/workload': 'ml-pipeline' }, { 'k8s-app': 'kube-dns' }]);
    expect(job.spec.jobTemplate.spec.template.spec.automountServiceAccountToken).toBe(false);
  });

  it('passes values to the parameters of the pipeline', () => {
    expect(argsOf(schedule({ parameters: { threshold: PipelineValue.number(0.95) } }).job).at(-1)).toBe(
      '{"threshold":0.95}',
    );
  });

  it.each<[string, Partial<PipelineScheduleProps>, RegExp]>([
    ['six fields', { cron: '0 0 2 * * *' }, /it has 6 fields.*\(at pipelines\/nightly\)/],
    ['an unknown time zone', { timeZone: 'Mars/Phobos' }, /"Mars\/Phobos" is not known/],
    [
      'an unknown parameter',
      { parameters: { colour: PipelineValue.text('red') } },
      /no parameter "colour", only threshold/,
    ],
    ['a name of every object', { parameters: { constructor: PipelineValue.text('x') } }, /no parameter "constructor"/],
    [
      'a parameter of another type',
      { parameters: { threshold: PipelineValue.text('high') } },
      /"threshold" is STRING, expected NUMBER_DOUBLE/,
    ],
  ])('with %s is refused at once', (_what, props, message) => {
    expect(() => schedule(props)).toThrow(message);
  });

  it('that leaves a required parameter out, or gives one that is no fixed value, is refused at once', () => {
    const definition = releaseLike();
    const open = definition.addParameter('source', ParameterType.STRING);
    const pipeline = () => new Pipeline(zoneOf(), 'other', { definition });
    expect(() => schedule({ pipeline: pipeline() })).toThrow(/"source" has no default and is not given/);
    expect(() => schedule({ pipeline: pipeline(), parameters: { source: open } })).toThrow(
      /"source" is not a fixed value/,
    );
  });
});
