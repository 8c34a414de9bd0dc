import { Size } from 'cdk8s';
import {
  HardenedCronJob,
  type HardenedCronJobProps,
  ImageRef,
  Mount,
  Resources,
  Severity,
  type TrustZone,
} from '../../lib/workload';
import { declareWorkload, declareZone, named, ofKind, REASON, waive } from './declared';

function declareJob(zone: TrustZone, overrides: Partial<HardenedCronJobProps> = {}): HardenedCronJob {
  return new HardenedCronJob(zone, 'nightly', {
    image: ImageRef.of('registry.example/team/steps:1.2.3'),
    schedule: '0 2 * * *',
    timeZone: 'Europe/Zurich',
    activeDeadlineSeconds: 600,
    resources: Resources.of({
      cpuMillicores: 100,
      memory: Size.mebibytes(128),
      ephemeralStorage: Size.mebibytes(64),
    }),
    ...overrides,
  });
}

describe('a hardened cron job', () => {
  it('runs at its times, one at a time, and ends by itself', () => {
    const zone = declareZone();
    declareJob(zone);
    const { spec } = named(zone, 'CronJob', 'nightly');
    expect(spec).toMatchObject({ schedule: '0 2 * * *', timeZone: 'Europe/Zurich', concurrencyPolicy: 'Forbid' });
    expect(spec.jobTemplate.spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 600 });
    expect(spec.jobTemplate.spec.template.spec.restartPolicy).toBe('Never');
  });

  it('has no finding, like a hardened workload, but for its image', () => {
    const zone = declareZone();
    declareJob(zone);
    expect(zone.findings.map(({ rule }) => rule)).toEqual(['image-digest', 'image-registry']);
  });

  it('has an account and an identity of its own, and connects to whom it declares, on both sides', () => {
    const zone = declareZone();
    const job = declareJob(zone);
    const server = declareWorkload(zone);
    job.connections.allowTo(server);
    expect(named(zone, 'ServiceAccount', 'nightly').automountServiceAccountToken).toBe(false);
    const { template } = named(zone, 'CronJob', 'nightly').spec.jobTemplate.spec;
    expect(template.metadata.labels['secure-llm.dev/workload']).toBe('nightly');
    expect(template.spec.serviceAccountName).toBe('nightly');
    const from = named(zone, 'NetworkPolicy', 'server-ingress').spec.ingress[0].from[0];
    expect(from.podSelector.matchLabels).toEqual({ 'secure-llm.dev/workload': 'nightly' });
    expect(zone.findings.filter(({ rule, severity }) => /^R\d/.test(rule) && severity === Severity.ERROR)).toEqual([]);
  });

  it('counts in the quota of its zone, once while it runs and once while it ends', () => {
    const zone = declareZone();
    declareJob(zone);
    expect(named(zone, 'ResourceQuota', 'zone').spec.hard).toMatchObject({ pods: '2', 'limits.cpu': '200m' });
  });

  it('is named among what runs without a digest', () => {
    const zone = declareZone();
    declareJob(zone);
    expect(zone.imagesWithoutDigest).toEqual(['registry.example/team/steps:1.2.3']);
  });

  it('gets a bounded token for a reason only', () => {
    const zone = declareZone();
    waive(declareJob(zone, { dangerouslyMountServiceAccountToken: REASON }), 'service-account-token');
    const { volumes } = named(zone, 'CronJob', 'nightly').spec.jobTemplate.spec.template.spec;
    expect(volumes[0].projected.sources[0]).toEqual({
      serviceAccountToken: { expirationSeconds: 3600, path: 'token' },
    });
  });

  it.each<[Partial<HardenedCronJobProps>, RegExp]>([
    [{ name: 'Nightly' }, /workload name "Nightly" is not allowed/],
    [{ activeDeadlineSeconds: 0 }, /activeDeadlineSeconds 0 is not allowed/],
    [{ uid: 0 }, /uid 0 is root/],
  ])('is refused with %p', (overrides, message) => {
    expect(() => declareJob(declareZone(), overrides)).toThrow(message);
  });

  it('is refused when its scratch space does not fit into its limits', () => {
    const zone = declareZone();
    declareJob(zone, { mounts: [Mount.scratch('/tmp', Size.gibibytes(1))] });
    expect(() => ofKind(zone, 'CronJob')).toThrow(/does not fit into the ephemeral-storage limit/);
  });
});
