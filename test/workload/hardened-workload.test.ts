import { App, JsonPatch, Lazy, Size, Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, NodeOs, Platform } from '../../lib/platform';
import {
  EnvVar,
  HardenedWorkload,
  type HardenedWorkloadProps,
  ImageCatalog,
  Mount,
  Port,
  Probe,
  Resources,
  Rollout,
  Toleration,
  TrustZone,
} from '../../lib/workload';
import {
  declareWorkload,
  declareZone,
  type Document,
  documents,
  named,
  ofKind,
  podOf,
  REASON,
  waive,
  workloadProps,
} from './declared';

const rendered = (overrides: Partial<HardenedWorkloadProps> = {}): Document => {
  const zone = declareZone();
  declareWorkload(zone, 'server', overrides);
  return named(zone, 'Deployment', 'server');
};

describe('a hardened workload', () => {
  it('is selected by its identity label only, by the Deployment, the Service and the disruption budget', () => {
    const zone = declareZone();
    const workload = declareWorkload(zone);
    const identity = { 'secure-llm.dev/workload': 'server' };
    expect(named(zone, 'Deployment', 'server').spec.selector).toEqual({ matchLabels: identity });
    expect(named(zone, 'Service', 'server').spec.selector).toEqual(identity);
    expect(named(zone, 'PodDisruptionBudget', 'server').spec.selector).toEqual({ matchLabels: identity });
    expect(podOf(zone).metadata.labels).toEqual(workload.podLabels);
  });

  it('is offered inside of the cluster under the numbers of its own ports', () => {
    const zone = declareZone();
    const workload = declareWorkload(zone);
    expect(named(zone, 'Service', 'server').spec).toEqual({
      type: 'ClusterIP',
      selector: { 'secure-llm.dev/workload': 'server' },
      ports: [
        { name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' },
        { name: 'metrics', port: 9090, targetPort: 9090, protocol: 'TCP' },
      ],
    });
    expect(workload.url).toBe('http://server.guardrail.svc:8000');
    expect([workload.serviceName, workload.serviceAccountName]).toEqual(['server', 'server']);
  });

  it('has no Service when it serves nothing', () => {
    const probe = (word: string) => Probe.command({ command: [word] });
    const zone = declareZone();
    declareWorkload(zone, 'server', {
      ports: [],
      startupProbe: probe('start'),
      readinessProbe: probe('ready'),
      livenessProbe: probe('alive'),
    });
    expect(ofKind(zone, 'Service')).toEqual([]);
    expect(podOf(zone).spec.containers[0]).not.toHaveProperty('ports');
  });

  it('lets a node drain take one pod at a time, and never wait for a pod that is not ready', () => {
    const zone = declareZone();
    declareWorkload(zone);
    expect(named(zone, 'PodDisruptionBudget', 'server').spec).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  it('rolls out without losing a pod, or in place where there is no spare device', () => {
    expect(rendered().spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    expect(rendered({ rollout: Rollout.inPlace() }).spec.strategy.rollingUpdate).toEqual({
      maxSurge: 0,
      maxUnavailable: 1,
    });
  });

  it('gives a slow start the time that its startup probe allows', () => {
    const startupProbe = Probe.http({ path: '/ready', port: 9090, periodSeconds: 30, failureThreshold: 60 });
    expect(rendered({ startupProbe }).spec.progressDeadlineSeconds).toBe(1920);
    expect(rendered().spec.progressDeadlineSeconds).toBe(600);
  });

  it('runs what it is told with what it is given', () => {
    const { containers } = rendered({
      command: ['serve'],
      args: ['--port', '8000'],
      env: [EnvVar.value('B', '2'), EnvVar.value('A', '1')],
    }).spec.template.spec;
    expect(containers[0]).toMatchObject({
      image: 'registry.example/team/server:1.2.3',
      command: ['serve'],
      args: ['--port', '8000'],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    });
  });

  it('renders arguments, mounts, environment and annotations that come after construction', () => {
    const zone = declareZone();
    const args: string[] = [];
    const workload = declareWorkload(zone, 'server', { args: Lazy.any({ produce: () => args }) as string[] });
    args.push('--late');
    workload.addMount(Mount.scratch('/tmp', Size.mebibytes(1)));
    workload.addEnv(EnvVar.value('LATE', '1'));
    workload.addPodAnnotation('example.dev/late', 'yes');
    const pod = podOf(zone);
    expect(pod.spec.containers[0]).toMatchObject({
      args: ['--late'],
      env: [{ name: 'LATE', value: '1' }],
      volumeMounts: [{ mountPath: '/tmp' }],
    });
    expect(pod.metadata.annotations).toEqual({ 'example.dev/late': 'yes' });
  });

  it('takes a variable or an annotation twice only with the same value', () => {
    const workload = declareWorkload(declareZone(), 'server', {
      env: [EnvVar.value('A', '1')],
      podAnnotations: { 'example.dev/a': '1' },
    });
    workload.addEnv(EnvVar.value('A', '1'));
    workload.addPodAnnotation('example.dev/a', '1');
    expect(() => workload.addEnv(EnvVar.value('A', '2'))).toThrow(/variable "A" has another value already/);
    expect(() => workload.addPodAnnotation('example.dev/a', '2')).toThrow(/is "1" already and cannot be "2" too/);
    expect(() => workload.addPodAnnotation('a b', '2')).toThrow(/key "a b"/);
  });

  it('starts init containers in their order, hardened and limited like the main one, without its devices', () => {
    const resources = Resources.of({
      cpuMillicores: 1000,
      memory: Size.gibibytes(1),
      ephemeralStorage: Size.gibibytes(1),
      extended: { 'nvidia.com/gpu': 1 },
    });
    const { initContainers, containers } = rendered({
      resources,
      env: [EnvVar.value('SHARED', '1')],
      initContainers: [
        { name: 'second-name', args: ['check'], env: [EnvVar.value('OWN', '1')] },
        { name: 'a-first-name' },
      ],
    }).spec.template.spec;
    expect(initContainers.map(({ name }: Document) => name as string)).toEqual(['second-name', 'a-first-name']);
    expect(initContainers[0]).toMatchObject({
      args: ['check'],
      env: [{ name: 'SHARED' }, { name: 'OWN' }],
      securityContext: containers[0].securityContext,
    });
    expect(initContainers[0].resources.limits).toEqual({ cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' });
    expect(initContainers[0]).not.toHaveProperty('livenessProbe');
  });

  it('is refused when an init container sets a variable that it shares', () => {
    const env = [EnvVar.value('A', '1')];
    expect(() => rendered({ env, initContainers: [{ name: 'init', env }] })).toThrow(/variable "A" has another value/);
  });

  it('runs where it may and with the priority and runtime that it needs', () => {
    expect(
      rendered({
        nodeSelector: { pool: 'gpu' },
        tolerations: [Toleration.noSchedule('nvidia.com/gpu'), Toleration.noScheduleValue('team', 'llm')],
        priorityClassName: 'serving',
        runtimeClassName: 'kata',
      }).spec.template.spec,
    ).toMatchObject({
      nodeSelector: { pool: 'gpu' },
      tolerations: [
        { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
        { key: 'team', operator: 'Equal', value: 'llm', effect: 'NoSchedule' },
      ],
      priorityClassName: 'serving',
      runtimeClassName: 'kata',
    });
  });

  it('leaves its Service before it stops', () => {
    const spec = rendered({ preStopSleepSeconds: 10, terminationGracePeriodSeconds: 60 }).spec.template.spec;
    expect(spec.terminationGracePeriodSeconds).toBe(60);
    expect(spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
    expect(rendered({ preStopSleepSeconds: 0 }).spec.template.spec.containers[0]).not.toHaveProperty('lifecycle');
  });

  it('runs as the user that the image needs', () => {
    const { uid, gid, image } = ImageCatalog.VLLM;
    const spec = rendered({ image, uid, gid, dangerouslyLowUserOrGroupId: REASON }).spec.template.spec;
    expect(spec.securityContext).toMatchObject({ runAsUser: 2000, runAsGroup: 0, fsGroup: 0 });
    expect(spec.containers[0].securityContext).toMatchObject({ runAsUser: 2000, runAsGroup: 0 });
  });

  it.each<[Partial<HardenedWorkloadProps>, RegExp]>([
    [{ name: 'Server' }, /workload name "Server"/],
    [{ name: '1server' }, /starting with a letter/],
    [{ name: 'a'.repeat(53) }, /at most 52/],
    [{ replicas: 0 }, /replicas 0/],
    [{ replicas: 1.5 }, /replicas 1.5/],
    [{ maxDisruptedPods: 0 }, /maxDisruptedPods 0/],
    [{ ports: [Port.tcp(80)] }, /port 80 is below 1024/],
    [{ ports: [Port.tcp(8000, 'a'), Port.tcp(8000, 'b')] }, /"TCP\/8000" is declared twice/],
    [{ ports: [Port.tcp(8000, 'a'), Port.tcp(8001, 'a')] }, /"a" is declared twice/],
    [{ uid: 0, dangerouslyLowUserOrGroupId: REASON }, /uid 0 is root/],
    [{ uid: 10_000 }, /uid 10000 may belong to/],
    [{ gid: 0 }, /gid 0 may belong to/],
    [{ fsGroup: 1 }, /fsGroup 1 may belong to/],
    [{ uid: 2 ** 31 }, /uid 2147483648 does not exist/],
    [{ livenessProbe: Probe.http({ path: '/ready', port: 9090 }) }, /readiness and liveness probe are the same/],
    [{ livenessProbe: Probe.tcp({ port: 7000 }) }, /asks port 7000, which is not served; expected one of 8000, 9090/],
    [{ ports: [] }, /asks port 9090, which is not served; expected one of no port/],
    [{ preStopSleepSeconds: 30 }, /preStopSleepSeconds 30 must be a whole number below .* 30/],
    [{ initContainers: [{ name: 'server' }] }, /two containers of the pod are called "server"/],
    [{ initContainers: [{ name: 'Check' }] }, /container name "Check"/],
    [{ podAnnotations: { 'a b': '' } }, /podAnnotations/],
    [{ nodeSelector: { pool: 'a b' } }, /nodeSelector/],
    [{ priorityClassName: 'A' }, /priorityClassName "A"/],
    [{ runtimeClassName: 'A' }, /runtimeClassName "A"/],
    [{ dangerouslyWritableRootFilesystem: '' }, /the reason for going without writableRootFilesystem has 0 characters/],
    [{ dangerouslyHostUserNamespace: '   too short, spaces   ' }, /at least 20 characters/],
  ])('is refused with %j', (overrides, message) => {
    expect(() => rendered(overrides)).toThrow(message);
    expect(() => rendered(overrides)).toThrow(/\(at guardrail\/server\)$|at least 20 characters/);
  });

  it.each([
    ['memory', Mount.memory('/cache', Size.mebibytes(512)), 'memory limit of 524288Ki'],
    ['disk', Mount.scratch('/cache', Size.mebibytes(129)), 'ephemeral-storage limit of 131072Ki'],
  ])('is an error at synth when its %s scratch space does not fit into its limits', (_kind, mount, message) => {
    const zone = declareZone();
    declareWorkload(zone).addMount(mount);
    expect(() => documents(zone)).toThrow(message);
  });

  it('counts scratch space once that an init container shares', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server', {
      mounts: [Mount.scratch('/tmp', Size.mebibytes(100))],
      initContainers: [{ name: 'check' }],
    });
    expect(podOf(zone).spec.volumes).toHaveLength(1);
  });

  it('can be changed by a patch whose effect is proven', () => {
    const zone = declareZone();
    const workload = declareWorkload(zone);
    workload.patch(JsonPatch.add('/spec/minReadySeconds', 10));
    expect(named(zone, 'Deployment', 'server').spec.minReadySeconds).toBe(10);
    workload.patch(JsonPatch.replace('/spec/replicas', 2));
    expect(() => documents(zone)).toThrow(
      /patch .*\/spec\/replicas.* changes nothing in Deployment "server".*at guardrail\/server/,
    );
  });
});

describe('the platform of a workload', () => {
  const podOn = (platform: Platform, overrides: Partial<HardenedWorkloadProps> = {}): Document => {
    const zone = new TrustZone(Testing.app(), 'zone', { platform });
    new HardenedWorkload(zone, 'server', workloadProps(overrides));
    return podOf(zone).spec;
  };
  const kubernetesWith = (props: object) =>
    Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM, ...props });

  it('names an SELinux type on Oracle Linux only', () => {
    expect(podOn(kubernetesWith({ nodeOs: NodeOs.ORACLE_LINUX })).securityContext.seLinuxOptions).toEqual({
      type: 'container_t',
    });
    expect(podOn(kubernetesWith({ nodeOs: NodeOs.UBUNTU })).securityContext).not.toHaveProperty('seLinuxOptions');
  });

  it('names an AppArmor profile on Ubuntu only, because elsewhere the pod would stay blocked', () => {
    expect(podOn(kubernetesWith({ nodeOs: NodeOs.UBUNTU })).securityContext.appArmorProfile).toEqual({
      type: 'RuntimeDefault',
    });
    expect(podOn(kubernetesWith({ nodeOs: NodeOs.ORACLE_LINUX })).securityContext).not.toHaveProperty(
      'appArmorProfile',
    );
  });

  it('without user namespaces leaves the field out', () => {
    expect(podOn(kubernetesWith({ userNamespaces: false }))).not.toHaveProperty('hostUsers');
  });

  it('gives its pull secrets to every pod', () => {
    expect(podOn(kubernetesWith({ imagePullSecrets: ['pull-b', 'pull-a'] })).imagePullSecrets).toEqual([
      { name: 'pull-b' },
      { name: 'pull-a' },
    ]);
    expect(podOn(kubernetesWith({}))).not.toHaveProperty('imagePullSecrets');
  });
});

describe('giving up hardening', () => {
  it.each<[keyof HardenedWorkloadProps, string, string, (spec: Document) => unknown, unknown]>([
    [
      'dangerouslyWritableRootFilesystem',
      'writableRootFilesystem',
      'read-only-root',
      (spec) => spec.containers[0].securityContext.readOnlyRootFilesystem,
      false,
    ],
    ['dangerouslyHostUserNamespace', 'hostUserNamespace', 'user-namespace', (spec) => spec.hostUsers, undefined],
    [
      'dangerouslyImageGroups',
      'imageGroups',
      'supplemental-groups',
      (spec) => spec.securityContext.supplementalGroupsPolicy,
      'Merge',
    ],
  ])(
    'by %s writes the reason on the pod and changes that field only, once it is waived',
    (prop, field, rule, read, expected) => {
      const plain = rendered().spec.template;
      const zone = declareZone();
      waive(declareWorkload(zone, 'server', { [prop]: REASON }), rule);
      const weakened = podOf(zone);
      expect(read(plain.spec)).not.toEqual(expected);
      expect(read(weakened.spec)).toEqual(expected);
      expect(weakened.metadata.annotations).toEqual({ [`secure-llm.dev/opt-out.${field}`]: REASON });
      expect(differences(plain.spec, weakened.spec)).toBe(1);
    },
  );
});

describe('a workload that asks the API server', () => {
  const zone = declareZone();
  const workload = declareWorkload(zone, 'server', {
    dangerouslyMountServiceAccountToken: REASON,
    mounts: [
      Mount.serviceAccountToken('/var/run/secrets/pipelines', { audience: 'pipelines.example', fileName: 'agent' }),
    ],
  });
  waive(workload, 'service-account-token');
  const { spec, metadata } = podOf(zone);

  it('gets a token of an hour as a volume, and none that Kubernetes mounts by itself', () => {
    expect(spec.automountServiceAccountToken).toBe(false);
    const paths = spec.containers[0].volumeMounts.map(({ mountPath }: Document) => mountPath);
    expect(paths).toContain('/var/run/secrets/kubernetes.io/serviceaccount');
    const sources = spec.volumes.flatMap((volume: Document) => volume.projected?.sources ?? []);
    expect(sources).toContainEqual({ serviceAccountToken: { expirationSeconds: 3600, path: 'token' } });
    expect(sources).toContainEqual({
      configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    });
    expect(metadata.annotations).toEqual({ 'secure-llm.dev/opt-out.serviceAccountToken': REASON });
  });

  it('gets one for another audience in a file of its own', () => {
    const [volume] = spec.volumes.filter(({ name }: Document) => name.startsWith('token-'));
    expect(volume.projected.sources).toEqual([
      { serviceAccountToken: { audience: 'pipelines.example', expirationSeconds: 3600, path: 'agent' } },
    ]);
  });
});

it('a workload whose volume has one writer ends its old pod before the new one starts, which is found until it is waived', () => {
  const zone = declareZone();
  const workload = declareWorkload(zone, 'server', { replicas: 1, rollout: Rollout.recreate() });
  expect(() => podOf(zone)).not.toThrow();
  expect(zone.findings.map(({ rule }) => rule)).toContain('rollout');
  waive(workload, 'rollout');
  expect(zone.findings.map(({ rule }) => rule)).not.toContain('rollout');
  expect(named(zone, 'Deployment', 'server').spec.strategy).toEqual({ type: 'Recreate' });
});

it('a program synthesizes to the same bytes as often as it is asked', () => {
  const app = new App({ outdir: '/nowhere' });
  const zone = declareZone(app);
  const workload = declareWorkload(zone, 'server', { mounts: [Mount.scratch('/tmp', Size.mebibytes(1))] });
  workload.connections.allowTo(declareWorkload(zone, 'other'));
  expect(app.synthYaml()).toBe(app.synthYaml());
});

/** Number of leaves that differ between two values. */
function differences(a: unknown, b: unknown): number {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? 0 : 1;
  const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].reduce((sum, key) => sum + differences(left[key], right[key]), 0);
}
