import { Size, Testing } from 'cdk8s';
import { ExperimentTracking, type ExperimentTrackingProps, ImageRef, Peer, SecretRef, TrustZone } from '../../../lib';
import { documents, kubernetes, named, ofKind, podOf } from '../../workload/declared';
import { brokenHardening } from '../../workload/hardening-rules';

const track = (props?: ExperimentTrackingProps): ExperimentTracking =>
  new ExperimentTracking(new TrustZone(Testing.app(), 'pipelines', { platform: kubernetes() }), 'mlflow', props);

describe('a tracking server', () => {
  it('is one hardened workload that keeps every hardening rule but that of its rollout', () => {
    const { workload } = track();
    const deployment = named(workload.zone, 'Deployment', 'mlflow');
    // of which recreation is the one exception
    expect(brokenHardening(deployment)).toEqual(['strategy']);
    expect(deployment.spec.replicas).toBe(1);
  });

  it('stops before its successor starts, because both would write one database', () => {
    expect(named(track().workload.zone, 'Deployment', 'mlflow').spec.strategy).toEqual({ type: 'Recreate' });
  });

  it('opens no connection and lets nobody in who is not named', () => {
    const { workload } = track();
    expect(workload.connections.outgoing).toEqual([]);
    expect(workload.connections.incoming).toEqual([]);
    for (const { spec } of ofKind(workload.zone, 'NetworkPolicy')) {
      expect([spec.egress ?? [], spec.ingress ?? []]).toEqual([[], []]);
    }
  });

  it('lets its clients in, on its one port', () => {
    const clients = [Peer.pods({ namespace: 'pipelines', labels: { app: 'ml-pipeline' } })];
    const [connection] = track({ clients }).connections.incoming;
    expect(connection).toMatchObject({ to: 'workload pipelines/mlflow', port: 'TCP/5000' });
  });

  it('keeps database and artifacts on one claim of its own, or on one that exists', () => {
    const own = track({ dataSize: Size.gibibytes(50) });
    expect(named(own.workload.zone, 'PersistentVolumeClaim', 'mlflow-data').spec.resources.requests.storage).toBe(
      '50Gi',
    );
    expect(claimOf(own)).toEqual({ claimName: 'mlflow-data', readOnly: false });
    const given = track({ existingClaim: 'tracking' });
    expect(ofKind(given.workload.zone, 'PersistentVolumeClaim')).toEqual([]);
    expect(claimOf(given)).toEqual({ claimName: 'tracking', readOnly: false });
  });

  it('reads its secrets from files, and no secret stands in the pod specification', () => {
    const tracking = track({ adminPassword: SecretRef.key('own', 'p'), sessionKey: SecretRef.key('own', 'k') });
    const { volumes, containers } = podOf(tracking.workload.zone, 'mlflow').spec;
    const secrets = volumes.flatMap(({ secret }: { secret?: object }) => (secret === undefined ? [] : [secret]));
    expect(secrets).toHaveLength(2);
    for (const key of ['p', 'k']) {
      const items = [{ key, path: key, mode: 0o440 }];
      expect(secrets).toContainEqual(expect.objectContaining({ secretName: 'own', items }));
    }
    for (const { valueFrom } of containers[0].env) expect(valueFrom).toBeUndefined();
    expect(track()).toMatchObject({
      adminPassword: SecretRef.key('mlflow-admin', 'password'),
      sessionKey: SecretRef.key('mlflow-session', 'key'),
    });
  });

  it('says where clients reach it, under the name that it may be called by', () => {
    const tracking = track({ name: 'registry' });
    expect(tracking.url).toBe('http://registry.pipelines.svc:5000');
    expect(tracking.name).toBe('registry');
    expect(argument(tracking, '--allowed-hosts')).toContain('registry.pipelines.svc:5000');
  });

  it('takes another image, more memory and more CPU', () => {
    const tracking = track({
      image: ImageRef.of('registry.example/mlflow:3.17.2'),
      memoryLimit: Size.gibibytes(2),
      cpuMillicores: 500,
    });
    const container = containerOf(tracking);
    expect(container.image).toBe('registry.example/mlflow:3.17.2');
    expect(container.resources).toMatchObject({
      requests: { cpu: '500m', memory: '1536Mi' },
      limits: { cpu: '2', memory: '2Gi' },
    });
  });

  it('names what it cannot do without as findings, until somebody accepts them', () => {
    const rules = ['read-only-claims', 'rollout', 'single-pod'];
    const found = (tracking: ExperimentTracking): string[] =>
      tracking.workload.zone.findings.map(({ rule }) => rule).filter((rule) => rule !== 'image-digest');
    expect(found(track()).sort()).toEqual(rules);
    const accepted = track({ accepted: { owner: 'ml-team', expires: '2027-01-31' } });
    expect(found(accepted)).toEqual([]);
    const { annotations } = named(accepted.workload.zone, 'Deployment', 'mlflow').metadata;
    for (const rule of rules) expect(annotations[`secure-llm.dev/waiver.${rule}`]).toContain('"owner":"ml-team"');
  });

  it('is recognized across duplicate installations', () => {
    expect(ExperimentTracking.isExperimentTracking(track())).toBe(true);
    expect(ExperimentTracking.isExperimentTracking({})).toBe(false);
  });

  it('is synthesized to the same bytes each time', () => {
    expect(documents(track().workload.zone)).toEqual(documents(track().workload.zone));
  });
});

describe('a tracking server that cannot be right', () => {
  const cases: readonly [string, ExperimentTrackingProps, RegExp][] = [
    ['an administrator without a name', { adminUsername: '' }, /administrator ""/],
    ['an administrator with a colon, which ends the name in basic authentication', { adminUsername: 'a:b' }, /"a:b"/],
    ['a host without its port', { furtherHosts: ['mlflow.example.com'] }, /expected a name with its port/],
    ['every host', { furtherHosts: ['*'] }, /host "\*"/],
    ['hosts by a wildcard', { furtherHosts: ['*.example.com:443'] }, /no wildcard/],
    ['two hosts in one text', { furtherHosts: ['a:1,b:2'] }, /host "a:1,b:2"/],
    ['every origin', { webOrigins: ['*'] }, /origin "\*"/],
    ['an origin without encryption', { webOrigins: ['http://mlflow.example.com'] }, /expected https:/],
    ['an origin with a path', { webOrigins: ['https://mlflow.example.com/'] }, /without a path/],
    [
      'one secret for two purposes',
      { adminPassword: SecretRef.key('s', 'k'), sessionKey: SecretRef.key('s', 'k') },
      /two secrets/,
    ],
    ['less memory than it takes when idle', { memoryLimit: Size.mebibytes(512) }, /512 MiB is too little/],
    ['the size of a claim that exists', { existingClaim: 'c', dataSize: Size.gibibytes(1) }, /dataSize/],
  ];

  it.each(cases)('refuses %s, with the construct path', (_name, props, message) => {
    expect(() => track(props)).toThrow(message);
    expect(() => track(props)).toThrow('[pipelines/mlflow]');
  });
});

function containerOf(tracking: ExperimentTracking): ReturnType<typeof podOf> {
  return podOf(tracking.workload.zone, tracking.name).spec.containers[0];
}

function argument(tracking: ExperimentTracking, name: string): string {
  const args = containerOf(tracking).args as string[];
  return args[args.indexOf(name) + 1] ?? '';
}

function claimOf(tracking: ExperimentTracking): object | undefined {
  const { volumes } = podOf(tracking.workload.zone, tracking.name).spec;
  return (volumes as { persistentVolumeClaim?: object }[]).flatMap((each) => each.persistentVolumeClaim ?? [])[0];
}
