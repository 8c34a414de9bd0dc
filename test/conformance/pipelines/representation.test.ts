import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Component, Mount, NodeCapacity, type PipelineDefinition, SecretRef, Toleration } from '../../../lib';
import { Duration, Size, Testing } from 'cdk8s';
import { pipelineOf, releaseLike, SMALL } from '../../mlops/pipeline/release-like';
import { everyVariant } from '../../mlops/pipelines/shipped';
import { type Document } from '../../workload/declared';
import { run } from '../tools/command';
import { kfpPython } from '../tools/kfp-venv/kfp-venv';
import { StrictDecoder } from './strict-decoder';

/** Every field that the builder can write. */
function everything(): PipelineDefinition {
  const definition = releaseLike();
  const component = Component.container({
    ...SMALL,
    name: 'everything',
    gpus: 2,
    timeout: Duration.hours(1),
    nodeSelector: { pool: 'a10' },
    tolerations: [Toleration.noScheduleValue('spot', 'true')],
    mounts: [
      Mount.secretFile(SecretRef.key('a', 'b'), '/secret'),
      Mount.claim('data', '/data', { writable: true, subPath: 'sets' }),
      Mount.scratch('/scratch', Size.gibibytes(1)),
      Mount.memory('/ram', Size.mebibytes(64)),
      Mount.memory('/dev/shm', Size.gibibytes(2)),
    ],
  });
  definition.addTask('everything', { component, retries: 3, caching: true });
  return definition;
}

const pipelines: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(Object.entries(everyVariant).map(([name, make]) => [name, () => make().toYaml()])),
  'a pipeline with every field': () =>
    pipelineOf(everything(), { nodeCapacities: [NodeCapacity.of({ name: 'any' })] }).toYaml(),
};

function documentsOf(yaml: string): Document {
  const [spec, platform] = parseAllDocuments(yaml).map((document) => document.toJS() as unknown);
  return { spec, platform };
}

const body = ({ spec }: Document): Document => spec.components['comp-body'].dag.tasks;
const container = ({ spec }: Document): Document => spec.deploymentSpec.executors['exec-collect'].container;
const settings = ({ platform }: Document): Document =>
  platform.platforms.kubernetes.deploymentSpec.executors['exec-collect'];

describe("Kubeflow's messages, decoded strictly", () => {
  let decoder: StrictDecoder;
  beforeAll(async () => {
    decoder = await StrictDecoder.create();
  });

  it.each(Object.entries(pipelines))('hold everything of %s', (_name, yaml) => {
    const documents = documentsOf(yaml());
    const executors = Object.keys(documents.spec.deploymentSpec.executors).length;
    expect(decoder.decode(documents)).toBe(3 + executors);
  });

  it.each(Object.entries(everyVariant))('hold what is applied to a cluster of %s', (_name, make) => {
    const version = Testing.synth(make().zone).find(({ kind }) => kind === 'PipelineVersion');
    const { pipelineSpec: spec, platformSpec: platform } = version.spec;
    expect(decoder.decode({ spec, platform })).toBeGreaterThan(6);
  });

  it.each<[string, (documents: Document) => void]>([
    ['an unknown key of the pipeline', (d) => (d.spec.pipelineSpec = {})],
    ['an unknown key of a task', (d) => (body(d).collect.serviceAccount = 'admin')],
    [
      'an unknown parameter type',
      (d) => (d.spec.components['comp-collect'].outputDefinitions.parameters.count.parameterType = 'INT'),
    ],
    ['a duration without its unit', (d) => (body(d).collect.retryPolicy.backoffDuration = '30')],
    [
      'an artifact where a parameter is expected',
      (d) =>
        (body(d).validate.inputs.parameters.least = {
          taskOutputArtifact: { producerTask: 'collect', outputArtifactKey: 'records' },
        }),
    ],
    ['two sources of one input', (d) => (body(d).validate.inputs.parameters.least.runtimeValue = { constant: 1 })],
    ['an unknown key of a container', (d) => (container(d).entrypoint = ['sh'])],
    ['an unknown key of the resources', (d) => (container(d).resources.gpu = 1)],
    ['a number where a text is expected', (d) => (container(d).resources.resourceCpuLimit = 2)],
    ['an unknown key of the platform settings', (d) => (settings(d).serviceAccount = 'admin')],
    ['a user id that is no number', (d) => (settings(d).securityContext.runAsUser = 'root')],
    ['an unknown key beside the platforms', (d) => (d.platform.more = {})],
  ])('refuse %s, so that holding everything means something', (_what, change) => {
    const documents = documentsOf(pipelineOf(releaseLike()).toYaml());
    change(documents);
    expect(() => decoder.decode(documents)).toThrow();
  });

  it('hold a circle and an unknown component too: only our own check finds those', () => {
    const documents = documentsOf(pipelineOf(releaseLike()).toYaml());
    body(documents).collect.dependentTasks = ['validate'];
    body(documents).validate.componentRef.name = 'comp-nowhere';
    expect(decoder.decode(documents)).toBeGreaterThan(3);
  });
});

describe("kfp's own loader", () => {
  let loaded: Document;
  beforeAll(async () => {
    const broken = pipelineOf(releaseLike()).toYaml().replace('schemaVersion: 2.1.0', 'schemaWrong: 2.1.0');
    const texts = Object.fromEntries(Object.entries(pipelines).map(([name, yaml]) => [name, yaml()]));
    const input = JSON.stringify({ ...texts, broken, 'release-like': pipelineOf(releaseLike()).toYaml() });
    loaded = JSON.parse(await run(await kfpPython(), [join(__dirname, 'load_pipelines.py')], { input }));
  });

  it.each(Object.entries(pipelines))('loads %s with all components, executors and platform settings', (name, yaml) => {
    const { spec, platform } = documentsOf(yaml());
    expect(loaded[name]).toMatchObject({
      name: spec.pipelineInfo.name,
      components: Object.keys(spec.components).sort(),
      executors: Object.keys(spec.deploymentSpec.executors).sort(),
      kubernetes: Object.keys(platform.platforms.kubernetes.deploymentSpec.executors).sort(),
    });
  });

  it('knows the parameters of a run', () => {
    expect(loaded['release-like'].inputs).toEqual(['threshold']);
  });

  it('refuses what is no pipeline, so that loading means something', () => {
    expect(loaded['broken'].refused).toMatch(/schemaWrong/);
  });
});
