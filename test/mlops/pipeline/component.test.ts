import { Size } from 'cdk8s';
import {
  ArtifactPort,
  ArtifactType,
  Component,
  ConfigFile,
  EnvVar,
  ImageRef,
  Mount,
  NodeCapacity,
  ParameterPort,
  ParameterType,
  SecretRef,
} from '../../../lib';
import { SMALL, zoneOf } from './release-like';

const refused = (props: object) => () => Component.container({ ...SMALL, name: 'step', ...props });

describe('a component', () => {
  it('has the ports that stand among its arguments', () => {
    const input = ArtifactPort.input('data', ArtifactType.DATASET);
    const output = ParameterPort.output('score', ParameterType.NUMBER_DOUBLE);
    const component = Component.container({
      ...SMALL,
      name: 'step',
      args: [input.argument, output.argument, input.argument],
    });
    expect(component._ports.map(({ name, _direction }) => `${_direction} ${name}`)).toEqual([
      'input data',
      'output score',
    ]);
    expect(Component.isComponent(component)).toBe(true);
    expect(Component.isComponent({})).toBe(false);
  });

  it.each([
    ['a name that Kubernetes would not take', { name: 'Step' }, /component name "Step"/],
    ['no command', { command: [] }, /has no command/],
    ['no CPU', { cpuMillicores: 0 }, /the CPU request of component "step" is 0m/],
    ['half a GPU', { gpus: 0.5 }, /the number of GPUs .* is 0.5/],
    ['a CPU limit below the request', { cpuLimitMillicores: 50 }, /CPU limit 50m .* below its request 100m/],
    [
      'a memory limit below the request',
      { memoryLimit: Size.mebibytes(64) },
      /memory limit 65536Ki .* below its request/,
    ],
    ['root', { uid: 0 }, /uid 0 .* may be root/],
    ['a user of the node', { uid: 1000 }, /uid 1000/],
    ['a group of the node', { gid: 100 }, /gid 100/],
    [
      'a variable from the pod',
      { env: [EnvVar.fromPodField('NAME', 'metadata.name')] },
      /takes "NAME" from a secret or the pod/,
    ],
    [
      'a secret in the environment',
      { env: [EnvVar.dangerouslyFromSecret('KEY', SecretRef.key('s', 'k'), 'the vendor image cannot read a file')] },
      /mount a secret as a file/,
    ],
    ['an image as a volume', { mounts: [Mount.image(ImageRef.of('a.example/b:1.0'), '/models')] }, /mounts no image/],
    ['a claim that is said to be read-only', { mounts: [Mount.claim('data', '/data')] }, /writable only/],
    [
      'two things at one path',
      { mounts: [Mount.scratch('/ram', Size.mebibytes(1)), Mount.memory('/ram', Size.mebibytes(1))] },
      /something else is mounted there/,
    ],
  ])('refuses %s', (_what, props, message) => {
    expect(refused(props)).toThrow(message);
  });

  it('refuses a configuration file, which Kubeflow can only mount over a whole folder', () => {
    const file = new ConfigFile(zoneOf(), 'config', { fileName: 'a.json', text: '{}' });
    expect(refused({ mounts: [Mount.configFile(file, '/etc/a.json')] })).toThrow(/no configuration file/);
  });

  it('refuses one name for two ports of one direction, and takes it for one of each', () => {
    const text = ParameterPort.input('same', ParameterType.STRING);
    const number = ParameterPort.input('same', ParameterType.NUMBER_DOUBLE);
    const out = ArtifactPort.output('same', ArtifactType.DATASET);
    expect(refused({ args: [text.argument, number.argument] })).toThrow(/port name "same" for two different ports/);
    expect(refused({ args: [text.argument, out.argument] })).not.toThrow();
  });
});

it('refuses node pools with half a GPU or less than none', () => {
  expect(() => NodeCapacity.of({ name: 'a10', gpus: 0.5 })).toThrow(/gpus of node pool "a10" is 0.5/);
  expect(() => NodeCapacity.of({ name: 'a10', cpuMillicores: -1 })).toThrow(/cpuMillicores/);
});
