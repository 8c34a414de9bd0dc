import { App, Size, Testing } from 'cdk8s';
import {
  Component,
  ImageRef,
  ImagesLock,
  Mount,
  NetworkPolicyEnforcer,
  Pipeline,
  PipelineDefinition,
  Platform,
  SecretRef,
  TrustZone,
} from '../../../lib';
import { SecretUses } from '../../../lib/workload/secret-uses';
import { type Document } from '../../workload/declared';
import { collect, IMAGE, pipelineOf, problemsOf, releaseLike, SMALL, zoneOf } from './release-like';

function written(pipeline: Pipeline, kind: string): Document {
  return Testing.synth(pipeline.zone).find((document) => document.kind === kind);
}

describe('a pipeline in a zone', () => {
  it('is a Pipeline and a PipelineVersion of it, with both documents, applied in that order after the API server', () => {
    const pipeline = pipelineOf(releaseLike());
    const version = written(pipeline, 'PipelineVersion');
    expect(written(pipeline, 'Pipeline')).toMatchObject({
      apiVersion: 'pipelines.kubeflow.org/v2beta1',
      metadata: { name: 'release-like', namespace: 'pipelines' },
      spec: { displayName: 'release-like', description: 'A small pipeline' },
    });
    expect(version).toMatchObject({
      metadata: { name: pipeline.versionName, namespace: 'pipelines' },
      spec: {
        pipelineName: 'release-like',
        pipelineSpec: { schemaVersion: '2.1.0', pipelineInfo: { name: 'release-like' } },
        platformSpec: { platforms: { kubernetes: { deploymentSpec: { executors: { 'exec-collect': {} } } } } },
      },
    });
    const waves = ['Pipeline', 'PipelineVersion'].map((kind) =>
      Number(written(pipeline, kind).metadata.annotations['argocd.argoproj.io/sync-wave']),
    );
    expect(waves[0]).toBeGreaterThan(0);
    expect(waves[1]).toBeGreaterThan(waves[0]!);
  });

  it('names the version by its content: the same pipeline keeps its name, another image or argument changes it', () => {
    const other = PipelineDefinition.named('release-like', { description: 'A small pipelinE' });
    other.addTask('collect', { component: collect });
    expect(pipelineOf(releaseLike()).versionName).toMatch(/^release-like-[0-9a-f]{10}$/);
    expect(pipelineOf(releaseLike()).versionName).toBe(pipelineOf(releaseLike()).versionName);
    expect(pipelineOf(other).versionName).not.toBe(pipelineOf(releaseLike()).versionName);
  });

  it('names the version alike in whatever order its tasks were added', () => {
    const built = (names: string[]) => {
      const definition = PipelineDefinition.named('two');
      for (const name of names) definition.addTask(name, { component: collect });
      return pipelineOf(definition).versionName;
    };
    expect(built(['b', 'a'])).toBe(built(['a', 'b']));
  });

  it('runs its images from the mirror, by the digests of the lock, and says which ones', () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    const lock = { format: 1, images: { 'mirror.example/steps:1.2.3': digest } };
    const zone = new TrustZone(new App(), 'pipelines', {
      platform: Platform.kubernetes({
        networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO,
        registryMirrors: { 'registry.example': 'mirror.example' },
      }),
      imagesLock: ImagesLock.parse(JSON.stringify(lock), 'lock'),
    });
    const pipeline = new Pipeline(zone, 'p', { definition: releaseLike() });
    const { executors } = written(pipeline, 'PipelineVersion').spec.pipelineSpec.deploymentSpec;
    expect(executors['exec-collect'].container.image).toBe(`mirror.example/steps:1.2.3@${digest}`);
    expect([...new Set(pipeline.images.map(String))]).toEqual([`mirror.example/steps:1.2.3@${digest}`]);
  });

  it('runs as an account of the name of the pipeline, or as the one that is given', () => {
    expect(pipelineOf(releaseLike()).serviceAccountName).toBe('release-like');
    expect(pipelineOf(releaseLike(), { serviceAccountName: 'releaser' }).serviceAccountName).toBe('releaser');
    expect(() => pipelineOf(releaseLike(), { serviceAccountName: 'Not_a_name' })).toThrow(/service account/);
  });

  it('notes the secrets of its steps, so that what brings secrets brings them, and refuses what a step cannot mount', () => {
    const component = Component.container({
      ...SMALL,
      name: 'register',
      mounts: [Mount.secretFile(SecretRef.key('mlflow', 'password'), '/var/run/secrets/mlflow')],
    });
    const definition = PipelineDefinition.named('register');
    definition.addTask('register', { component });
    const pipeline = pipelineOf(definition);
    const uses = SecretUses.of(pipeline.zone);
    expect(uses.secrets.map(String)).toEqual(['mlflow/password']);
    expect(pipeline.secrets.map(String)).toEqual(['mlflow/password']);
    expect(pipeline.node.validate()).toEqual([]);
    uses.volumeSource = () => ({ csi: {} });
    expect(pipeline.node.validate()).toEqual([
      expect.stringMatching(/mlflow\/password.*CSI driver.*\(at pipelines\/register\)/),
    ]);
  });

  it('cannot be changed once its version has a name', () => {
    const definition = releaseLike();
    pipelineOf(definition);
    expect(() => definition.addTask('late', { component: collect })).toThrow(/rendered already/);
  });

  it('has no YAML anchors, which not every decoder knows', () => {
    expect(pipelineOf(releaseLike()).toYaml()).not.toMatch(/[&*]a\d/);
  });

  it('is told from other constructs', () => {
    expect(Pipeline.isPipeline(pipelineOf(releaseLike()))).toBe(true);
    expect(Pipeline.isPipeline(zoneOf())).toBe(false);
  });

  it('stops the synthesis with everything that is wrong with it, and where', () => {
    const definition = releaseLike();
    const unbound = definition.addTask('unbound', {
      component: Component.container({
        ...SMALL,
        name: 'huge',
        image: ImageRef.of('registry.example/x:1.0'),
        memory: Size.gibibytes(1),
      }),
    });
    unbound.runAfter(unbound);
    const app = new App();
    new Pipeline(zoneOf(app), 'p', { definition });
    expect(() => Testing.synth(app.charts[0]!)).toThrow(
      /pipeline "release-like": .*circle.*unbound → unbound \(at pipelines\/p\)/,
    );
    expect(problemsOf(releaseLike())).toEqual([]);
  });

  it('shows the image of each step in the documents', () => {
    expect(pipelineOf(releaseLike()).toYaml()).toContain(IMAGE.toString());
  });
});
