import { Testing } from 'cdk8s';
import { Argument, ArtifactPort, ArtifactType, Component, PipelineDefinition, SecretRef } from '../../../lib';
import { SecretUses } from '../../../lib/workload/secret-uses';
import { type Document } from '../../workload/declared';
import { pipelineOf, SMALL } from '../pipeline/release-like';
import { containerBuild, modelRelease } from './shipped';

/** Options of `buildctl` and of `buildctl build` 0.32.2, from docs/reference/buildctl.md of that version, as far as steps may use them. */
const GLOBAL = ['--addr', '--tlsdir'];
const OF_BUILD = ['--progress', '--no-cache', '--frontend', '--local', '--opt', '--output', '--metadata-file'];
const WITHOUT_VALUE = ['--no-cache'];

const build = () => modelRelease({ build: containerBuild() });
const specOf = (pipeline = build()): Document =>
  Testing.synth(pipeline.zone).find(({ kind }) => kind === 'PipelineVersion').spec;
const tasksOf = (pipeline = build()): Document => specOf(pipeline).pipelineSpec.components['comp-body'].dag.tasks;
const container = (): Document => specOf().pipelineSpec.deploymentSpec.executors['exec-build-image'].container;
const settings = (): Document =>
  specOf().platformSpec.platforms.kubernetes.deploymentSpec.executors['exec-build-image'];

/** Options with their values, in order; what follows `build` belongs to it. */
function commandLine(args: readonly string[]): {
  readonly options: (readonly [string, string])[];
  readonly words: string[];
} {
  const options: (readonly [string, string])[] = [];
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const option = args[i] ?? '';
    if (!option.startsWith('--')) words.push(option);
    else if (WITHOUT_VALUE.includes(option)) options.push([option, '']);
    else options.push([option, args[++i] ?? '']);
  }
  return { options, words };
}

/** A pipeline whose second step takes the image for something else. */
function misused(type: ArtifactType) {
  const definition = PipelineDefinition.named('own');
  const image = definition.addTask('build-image', { component: containerBuild().component('sources') }).output('image');
  const port = ArtifactPort.input('image', type);
  const reader = Component.container({ ...SMALL, name: 'reader', args: [Argument.text('--image'), port.argument] });
  definition.addTask('reader', { component: reader, inputs: { image } });
  return pipelineOf(definition).node.validate();
}

describe('a model release with an image', () => {
  it('builds it of a model whose signature held, before anybody is asked to approve', () => {
    const tasks = tasksOf();
    expect(tasks['build-image'].dependentTasks).toEqual(['verify-model']);
    expect(tasks['shift-model'].dependentTasks).toEqual(['build-image', 'verify-model']);
    expect(tasks['await-approval'].dependentTasks).toContain('shift-model');
  });

  it('builds the folder that was verified, of the same claim', () => {
    const { executors } = specOf().platformSpec.platforms.kubernetes.deploymentSpec;
    const claimOf = (label: string) => executors[label].pvcMount[0].pvcNameParameter;
    expect(claimOf('exec-build-image')).toEqual(claimOf('exec-verify-model'));
    expect(settings().pvcMount.map(({ mountPath }: Document) => mountPath)).toEqual(['/context']);
    expect(container().args).toEqual(expect.arrayContaining(['context=/context/model', 'dockerfile=/context/model']));
  });

  it('is never taken from an earlier run, and tried again, because a daemon may be busy', () => {
    expect(tasksOf()['build-image']).toMatchObject({ cachingOptions: {}, retryPolicy: { maxRetryCount: 2 } });
  });

  it('is there only where it is asked for', () => {
    expect(Object.keys(tasksOf(modelRelease()))).not.toContain('build-image');
    expect(tasksOf(modelRelease())['shift-model'].dependentTasks).toEqual(['verify-model']);
  });
});

describe('the build of an image', () => {
  it('starts the client with options that it has, those of the build after the word', () => {
    const { args, command } = container();
    expect(command).toEqual(['buildctl']);
    const at = args.indexOf('build');
    const before = commandLine(args.slice(0, at));
    const after = commandLine(args.slice(at + 1));
    expect([before.words, after.words]).toEqual([[], []]);
    expect(before.options.map(([option]) => option).sort()).toEqual(GLOBAL);
    for (const [option, value] of after.options) {
      expect(OF_BUILD).toContain(option);
      expect(value.startsWith('--')).toBe(false);
    }
  });

  it('trusts no cache that others fill, gives RUN no network and nothing more than a build needs', () => {
    const { options } = commandLine(container().args);
    expect(options).toContainEqual(['--no-cache', '']);
    expect(options.filter(([option]) => option === '--opt')).toEqual([
      ['--opt', 'filename=Containerfile'],
      ['--opt', 'force-network-mode=none'],
    ]);
    for (const option of ['--allow', '--import-cache', '--export-cache', '--ssh', '--secret'])
      expect(container().args).not.toContain(option);
  });

  it('pushes by digest, so that there is no tag to move, and leaves the digest as an artifact', () => {
    const { options } = commandLine(container().args);
    expect(options.filter(([option]) => option === '--output')).toEqual([
      ['--output', 'type=image,name=registry.example.com/models/assistant,push=true,push-by-digest=true'],
    ]);
    expect(options.at(-1)).toEqual(['--metadata-file', "{{$.outputs.artifacts['image'].path}}"]);
    expect(specOf().pipelineSpec.components['comp-build-image'].outputDefinitions).toEqual({
      artifacts: { image: { artifactType: { schemaTitle: 'system.Artifact', schemaVersion: '0.0.1' } } },
    });
  });

  it('asks the daemon with a certificate and the registry with a file, and has neither in its environment', () => {
    const folder = '/var/run/secrets/secure-llm';
    expect(
      settings()
        .secretAsVolume.map(({ secretName, mountPath }: Document) => [secretName, mountPath])
        .sort(),
    ).toEqual([
      ['buildkit-client', `${folder}/buildkit-client`],
      ['model-registry', `${folder}/registry-credentials`],
    ]);
    expect(container().args).toEqual(expect.arrayContaining(['--tlsdir', `${folder}/buildkit-client`]));
    expect(container().env).toEqual([
      { name: 'HOME', value: '/tmp' },
      { name: 'TMPDIR', value: '/tmp' },
      { name: 'DOCKER_CONFIG', value: `${folder}/registry-credentials` },
    ]);
    expect(settings().secretAsEnv).toBeUndefined();
  });

  it('makes its Secrets known to whatever brings those of the zone, every key that it reads', () => {
    const pipeline = build();
    expect(SecretUses.of(pipeline.zone).secrets.map(String)).toEqual(
      expect.arrayContaining([
        'buildkit-client/ca.crt',
        'buildkit-client/tls.crt',
        'buildkit-client/tls.key',
        'model-registry/config.json',
      ]),
    );
  });

  it('needs no credentials where the registries ask for none', () => {
    const { _props } = containerBuild({ registryCredentials: undefined }).component('sources');
    expect(_props.mounts?.map(({ path }) => path)).not.toContain('/var/run/secrets/secure-llm/registry-credentials');
    expect(_props.env?.map(({ name }) => name)).toEqual(['HOME', 'TMPDIR']);
  });

  it('is a step of pipelines of your own too, whose image is held to its type there', () => {
    expect(misused(ArtifactType.ARTIFACT)).toEqual([]);
    expect(misused(ArtifactType.MODEL)).toEqual([
      expect.stringMatching(/system\.Artifact.*system\.Model|system\.Model.*system\.Artifact/),
    ]);
  });
});

describe('the build of an image is refused', () => {
  it.each([
    'unix:///run/buildkit/buildkitd.sock',
    'docker-container://buildkitd',
    'kube-pod://buildkitd',
    'tcp://buildkitd.builders.svc',
    'tcp://buildkitd.builders.svc:0',
    'tcp://buildkitd.builders.svc:65536',
    'tcp://Build Kit:1234',
    'tcp://user@buildkitd:1234',
    '',
  ])('with the daemon at %p', (daemonUrl) => {
    expect(() => containerBuild({ daemonUrl })).toThrow(/no address of a BuildKit daemon; expected tcp:\/\/HOST:PORT/);
  });

  it.each([
    'assistant',
    'models/assistant',
    'registry.example.com/models/assistant:1.0',
    'registry.example.com/models/assistant,push-by-digest=false',
    'registry.example.com/models/assistant,registry.insecure=true',
    'https://registry.example.com/models/assistant',
    'registry.example.com/Models',
    'registry.example.com/',
  ])('with the repository %p', (repository) => {
    expect(() => containerBuild({ repository })).toThrow(/no place to push to; expected registry and repository/);
  });

  it('with credentials of a name that no client looks for', () => {
    const registryCredentials = SecretRef.key('model-registry', '.dockerconfigjson');
    expect(() => containerBuild({ registryCredentials })).toThrow(/".dockerconfigjson"; expected .* config\.json/);
  });

  it.each(['../outside', '/etc', 'a//b', '.', 'a/../b', 'a,b', 'a=b', '{{$.inputs}}', ''])(
    'with the path %p',
    (path) => {
      expect(() => containerBuild({ containerfile: path })).toThrow(/containerfile .* is no path below the claim/);
      expect(() => containerBuild().component('sources', path)).toThrow(/folder .* is no path below the claim/);
    },
  );
});
