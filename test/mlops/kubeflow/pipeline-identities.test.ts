import { Size } from 'cdk8s';
import {
  Component,
  ImageRef,
  Mount,
  Pipeline,
  PipelineDefinition,
  type RunIdentityProps,
  SecretRef,
} from '../../../lib';
import { Installed } from './installed';

const TOKEN = SecretRef.key('registry', 'token');
const SHOWN: RunIdentityProps = { secrets: [TOKEN], claims: ['data'] };

/** A pipeline whose one step mounts a Secret and a claim. */
function definition(): PipelineDefinition {
  const component = Component.container({
    name: 'step',
    image: ImageRef.of('registry.example/steps:1.2.3'),
    command: ['step'],
    cpuMillicores: 100,
    memory: Size.mebibytes(64),
    mounts: [Mount.secretFile(TOKEN, '/secrets/registry'), Mount.claim('data', '/data', { writable: true })],
  });
  const made = PipelineDefinition.named('copying');
  made.addTask('step', { component });
  return made;
}

function problems(identity: RunIdentityProps, make = definition, serviceAccountName = 'train-and-validate'): string[] {
  const { kubeflow, zone } = new Installed({}, identity);
  new Pipeline(zone, 'copying', { definition: make(), serviceAccountName });
  return kubeflow.node.validate();
}

describe('a pipeline in a zone with Kubeflow Pipelines', () => {
  it('is in order where the identity of its runs shows all that its steps mount, and may show more', () => {
    expect(problems(SHOWN)).toEqual([]);
    expect(problems({ ...SHOWN, claims: ['data', 'more'] })).toEqual([]);
  });

  it.each<[string, RunIdentityProps, RegExp]>([
    ['a Secret', { ...SHOWN, secrets: [] }, /mounts the secret "registry", which the identity "train-and-validate"/],
    ['a claim', { ...SHOWN, claims: ['other'] }, /mounts the claim "data".*among the claims of that runIdentity/],
  ])('is an error where %s is mounted that nobody would judge', (_what, identity, message) => {
    expect(problems(identity)).toEqual([expect.stringMatching(message)]);
    expect(problems(identity)).toEqual([expect.stringContaining('(at pipelines/copying)')]);
  });

  it('is held to the same where somebody else compiled it', () => {
    const { zone } = new Installed();
    const yaml = new Pipeline(zone, 'copying', { definition: definition() }).toYaml();
    const compiled = () => PipelineDefinition.fromYaml(yaml, 'copying.yaml');
    expect(problems(SHOWN, compiled)).toEqual([]);
    expect(problems({}, compiled)).toHaveLength(2);
  });

  it('is an error where its runs have no identity, because none could start', () => {
    expect(problems(SHOWN, definition, 'copying')).toEqual([
      expect.stringMatching(/runs as "copying", which is no identity of runs here.*runIdentity\("copying"\)/),
    ]);
  });

  it('is an error that stops the synthesis', () => {
    const { app, zone } = new Installed();
    new Pipeline(zone, 'copying', { definition: definition() });
    expect(() => app.synth()).toThrow(/runs as "copying", which is no identity of runs here/);
  });
});
