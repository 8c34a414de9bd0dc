import { Size, Testing } from 'cdk8s';
import { Resources, Rollout, TrustZone, type TrustZoneProps } from '../../lib/workload';
import { declareWorkload, declareZone, documents, kubernetes, named } from './declared';

const zoneWith = (props: Partial<TrustZoneProps>) =>
  new TrustZone(Testing.app(), 'zone', { platform: kubernetes(), ...props });
const quotaOf = (zone: TrustZone) => named(zone, 'ResourceQuota', 'zone').spec.hard as Record<string, string>;

const gpu = Resources.of({
  cpuMillicores: 4000,
  memory: Size.gibibytes(16),
  ephemeralStorage: Size.gibibytes(1),
  extended: { 'nvidia.com/gpu': 1 },
});

describe('the quota of a zone', () => {
  it('fits the declared workloads with every pod twice and one more while it rolls out', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server', { replicas: 3 });
    declareWorkload(zone, 'model', { replicas: 1, resources: gpu, rollout: Rollout.inPlace() });
    expect(quotaOf(zone)).toEqual({
      pods: '9',
      'requests.cpu': '9750m',
      'limits.cpu': '15',
      'requests.memory': '34560Mi',
      'limits.memory': '36352Mi',
      'requests.ephemeral-storage': '2944Mi',
      'limits.ephemeral-storage': '2944Mi',
      'requests.nvidia.com/gpu': '2',
      'services.nodeports': '0',
      'services.loadbalancers': '0',
    });
  });

  it('has room for pods that no document makes, once, and lets a container of one be as large as they', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server', { replicas: 1 });
    const before = quotaOf(zone);
    const small = Resources.of({
      cpuMillicores: 500,
      memory: Size.mebibytes(512),
      ephemeralStorage: Size.mebibytes(64),
    });
    zone.reserve({ pods: 5, resources: gpu, containerDefault: small });
    expect(quotaOf(zone)).toMatchObject({
      pods: String(Number(before.pods) + 5),
      'limits.cpu': '23',
      'requests.nvidia.com/gpu': '5',
    });
    const [limits] = named(zone, 'LimitRange', 'containers').spec.limits;
    expect(limits.max).toMatchObject({ cpu: '4', memory: '16Gi' });
    expect(limits.default).toEqual({ cpu: '500m', memory: '512Mi', 'ephemeral-storage': '64Mi' });
    expect(() => zone.reserve({ pods: 1, resources: gpu })).toThrow(/room for pods is reserved in this zone already/);
    expect(() => declareZone().reserve({ pods: 0, resources: gpu })).toThrow(/pods 0 is not allowed/);
  });

  it('counts the larger of a container and the init containers before it', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server', { replicas: 1, initContainers: [{ name: 'load', resources: gpu }] });
    expect(quotaOf(zone)).toMatchObject({ 'limits.cpu': '12', 'requests.nvidia.com/gpu': '3', pods: '3' });
  });

  it('admits nothing in a zone without workloads', () => {
    expect(quotaOf(declareZone())).toMatchObject({ pods: '0', 'limits.cpu': '0', 'limits.memory': '0Gi' });
  });

  it('is what the props say where they say something', () => {
    const zone = zoneWith({
      maxPods: 50,
      maxCpuMillicores: 64_000,
      maxMemory: Size.gibibytes(256),
      maxEphemeralStorage: Size.gibibytes(64),
      maxDevices: { 'nvidia.com/gpu': 8 },
    });
    declareWorkload(zone, 'model', { resources: gpu });
    expect(quotaOf(zone)).toMatchObject({
      pods: '50',
      'requests.cpu': '64',
      'limits.cpu': '64',
      'requests.memory': '256Gi',
      'limits.memory': '256Gi',
      'requests.ephemeral-storage': '64Gi',
      'requests.nvidia.com/gpu': '8',
    });
  });

  it('that is too small for a rollout of the declared workloads is an error that lists the sums', () => {
    const zone = zoneWith({ maxPods: 2, maxMemory: Size.gibibytes(1), maxDevices: { 'nvidia.com/gpu': 1 } });
    declareWorkload(zone, 'server');
    declareWorkload(zone, 'model', { replicas: 2, resources: gpu, rollout: Rollout.inPlace() });
    const synth = () => documents(zone);
    expect(synth).toThrow('quota pods of 2 is too small: the declared workloads take 5 during a rollout');
    expect(synth).toThrow('quota limits.memory of 1Gi is too small: the declared workloads take 34304Mi');
    expect(synth).toThrow('quota requests.nvidia.com/gpu of 1 is too small: the declared workloads take 2');
    expect(synth).not.toThrow('limits.cpu');
  });

  it('that fits exactly is accepted', () => {
    const zone = zoneWith({ maxPods: 3, maxMemory: Size.mebibytes(1536) });
    declareWorkload(zone);
    expect(quotaOf(zone).pods).toBe('3');
  });

  it.each([
    { maxPods: 0 },
    { maxCpuMillicores: -1 },
    { maxMemory: Size.mebibytes(0) },
    { maxDevices: { 'x.y/z': 0.5 } },
  ])('is refused when it is no amount: %j', (props) => {
    expect(() => zoneWith(props)).toThrow(/expected a whole number above 0 \(at zone\/Limits\)/);
  });
});

describe('the limit range of a zone', () => {
  it('caps a container at the largest declared one and gives small limits to one that states none', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server');
    declareWorkload(zone, 'model', { resources: gpu });
    const small = { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' };
    expect(named(zone, 'LimitRange', 'containers').spec.limits).toEqual([
      {
        type: 'Container',
        default: small,
        defaultRequest: small,
        max: { cpu: '4', memory: '16Gi', 'ephemeral-storage': '1Gi' },
      },
    ]);
  });
});
