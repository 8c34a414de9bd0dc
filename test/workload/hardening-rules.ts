import { type Document } from './declared';

/** One field that makes a workload hard: whether it holds, and a document in which it does not. */
export interface HardeningRule {
  readonly field: string;
  readonly holds: (deployment: Document) => boolean;
  /** Takes the field away in the given copy. */
  readonly break: (deployment: Document) => void;
}

const pod = (deployment: Document): Document => deployment.spec.template.spec;
const containers = (deployment: Document): Document[] => [
  ...(pod(deployment).initContainers ?? []),
  ...pod(deployment).containers,
];
const main = (deployment: Document): Document => pod(deployment).containers[0];
const quantity = (text: unknown): boolean => typeof text === 'string' && /^[1-9]\d*(m|Ki|Mi|Gi)?$/.test(text);

/** A field of the pod that must have one value. */
function podField(field: string, value: unknown): HardeningRule {
  return {
    field,
    holds: (deployment) => pod(deployment)[field] === value,
    break: (deployment) => delete pod(deployment)[field],
  };
}

/** A field that the pod must not have, or only as false. */
function podForbids(field: string): HardeningRule {
  return {
    field,
    holds: (deployment) => !pod(deployment)[field],
    break: (deployment) => (pod(deployment)[field] = true),
  };
}

/** A condition on the pod's security context. */
function podSecurity(field: string, holds: (value: Document) => boolean): HardeningRule {
  return {
    field: `securityContext.${field}`,
    holds: (deployment) => holds(pod(deployment).securityContext[field]),
    break: (deployment) => delete pod(deployment).securityContext[field],
  };
}

/** A condition on every container; broken in the last one that starts, which is the main one. */
function everyContainer(field: string, holds: (c: Document) => boolean, spoil: (c: Document) => void): HardeningRule {
  return {
    field: `containers[].${field}`,
    holds: (deployment) => containers(deployment).every(holds),
    break: (deployment) => spoil(main(deployment)),
  };
}

function containerSecurity(field: string, holds: (value: Document) => boolean): HardeningRule {
  return everyContainer(
    `securityContext.${field}`,
    (container) => holds(container.securityContext[field]),
    (container) => delete container.securityContext[field],
  );
}

function amount(kind: 'requests' | 'limits', resource: string): HardeningRule {
  return everyContainer(
    `resources.${kind}.${resource}`,
    (container) => quantity(container.resources[kind][resource]),
    (container) => delete container.resources[kind][resource],
  );
}

const highId = (id: unknown): boolean => typeof id === 'number' && id >= 10001;
const runtimeDefault = (profile: Document): boolean => profile?.type === 'RuntimeDefault';
const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const HANDLERS = ['httpGet', 'tcpSocket'];
/** Pod Security restricted, `restrictedVolumes` in k8s.io/pod-security-admission. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** Every field that hardens a workload with all defaults, and nothing that an opt-out may take away silently. */
export const HARDENING_RULES: readonly HardeningRule[] = [
  podField('automountServiceAccountToken', false),
  podField('enableServiceLinks', false),
  podField('hostUsers', false),
  {
    field: 'serviceAccountName',
    holds: (deployment) => pod(deployment).serviceAccountName === deployment.metadata.name,
    break: (deployment) => delete pod(deployment).serviceAccountName,
  },
  ...['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace'].map(podForbids),
  podSecurity('runAsNonRoot', (value) => value === true),
  podSecurity('runAsUser', highId),
  podSecurity('runAsGroup', highId),
  podSecurity('fsGroup', highId),
  podSecurity('seccompProfile', runtimeDefault),
  podSecurity('supplementalGroupsPolicy', (value) => value === 'Strict'),
  {
    field: 'securityContext.sysctls',
    holds: (deployment) => pod(deployment).securityContext.sysctls === undefined,
    break: (deployment) => (pod(deployment).securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }]),
  },
  containerSecurity('allowPrivilegeEscalation', (value) => value === false),
  containerSecurity('privileged', (value) => value === false),
  containerSecurity('readOnlyRootFilesystem', (value) => value === true),
  containerSecurity('runAsNonRoot', (value) => value === true),
  containerSecurity('runAsUser', highId),
  containerSecurity('runAsGroup', highId),
  containerSecurity('seccompProfile', runtimeDefault),
  containerSecurity('capabilities', (value) => JSON.stringify(value) === '{"drop":["ALL"]}'),
  everyContainer(
    'securityContext.procMount',
    (container) => container.securityContext.procMount === undefined,
    (container) => (container.securityContext.procMount = 'Unmasked'),
  ),
  ...(['requests', 'limits'] as const).flatMap((kind) =>
    ['cpu', 'memory', 'ephemeral-storage'].map((resource) => amount(kind, resource)),
  ),
  everyContainer(
    'image',
    (container) => /^[^/]+[.:/][^@]*:[^:@]*\d[^:@]*(@sha256:[0-9a-f]{64})?$/.test(container.image as string),
    (container) => (container.image = 'registry.example/team/server:latest'),
  ),
  everyContainer(
    'imagePullPolicy',
    (container) => container.imagePullPolicy === 'Always',
    (container) => delete container.imagePullPolicy,
  ),
  everyContainer(
    'ports[].hostPort',
    (container) =>
      (container.ports ?? []).every((port: Document) => port.hostPort === undefined && port.containerPort >= 1024),
    (container) => (container.ports = [{ containerPort: 8000, hostPort: 8000 }]),
  ),
  everyContainer(
    'env[].valueFrom.secretKeyRef',
    (container) => (container.env ?? []).every((variable: Document) => variable.valueFrom?.secretKeyRef === undefined),
    (container) => (container.env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }]),
  ),
  everyContainer(
    'volumeMounts[].readOnly',
    (container) =>
      container.volumeMounts.every(
        (mount: Document) => mount.readOnly === true || /^(scratch|memory|writable)-/.test(mount.name as string),
      ),
    (container) => (container.volumeMounts = [{ name: 'claim-weights', mountPath: '/models' }]),
  ),
  ...PROBES.map((probe) => ({
    field: `containers[0].${probe}`,
    holds: (deployment: Document) => main(deployment)[probe] !== undefined,
    break: (deployment: Document) => delete main(deployment)[probe],
  })),
  {
    field: 'containers[0].livenessProbe differs from readinessProbe',
    holds: (deployment) =>
      JSON.stringify(main(deployment).livenessProbe) !== JSON.stringify(main(deployment).readinessProbe),
    break: (deployment) => (main(deployment).livenessProbe = main(deployment).readinessProbe),
  },
  {
    field: 'containers[0].*Probe.host',
    holds: (deployment) =>
      PROBES.every((probe) => HANDLERS.every((handler) => main(deployment)[probe]?.[handler]?.host === undefined)),
    break: (deployment) => (main(deployment).livenessProbe = { httpGet: { path: '/', port: 9090, host: '10.0.0.1' } }),
  },
  {
    field: 'volumes[] of an allowed kind',
    holds: (deployment) =>
      pod(deployment).volumes.every((volume: Document) =>
        Object.keys(volume as object).every((key) => key === 'name' || VOLUMES.includes(key)),
      ),
    break: (deployment) => pod(deployment).volumes.push({ name: 'host', hostPath: { path: '/' } }),
  },
  {
    field: 'volumes[].emptyDir.sizeLimit',
    holds: (deployment) =>
      pod(deployment).volumes.every(
        (volume: Document) => volume.emptyDir === undefined || quantity(volume.emptyDir.sizeLimit),
      ),
    break: (deployment) => pod(deployment).volumes.push({ name: 'scratch', emptyDir: {} }),
  },
  {
    field: 'volumes[].secret.defaultMode',
    holds: (deployment) =>
      pod(deployment).volumes.every(
        (volume: Document) => volume.secret === undefined || volume.secret.defaultMode === 0o440,
      ),
    break: (deployment) => pod(deployment).volumes.push({ name: 'secret', secret: { secretName: 'a' } }),
  },
  {
    field: 'lifecycle.preStop',
    holds: (deployment) =>
      main(deployment).lifecycle?.preStop?.sleep?.seconds < pod(deployment).terminationGracePeriodSeconds,
    break: (deployment) => delete main(deployment).lifecycle,
  },
  {
    field: 'topologySpreadConstraints',
    holds: (deployment) =>
      JSON.stringify(
        pod(deployment).topologySpreadConstraints?.map(({ topologyKey }: Document) => topologyKey as string),
      ) === '["topology.kubernetes.io/zone","kubernetes.io/hostname"]',
    break: (deployment) => pod(deployment).topologySpreadConstraints.pop(),
  },
  {
    field: 'affinity.podAntiAffinity',
    holds: (deployment) =>
      pod(deployment).affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution?.length === 1,
    break: (deployment) => delete pod(deployment).affinity,
  },
  {
    field: 'strategy',
    holds: (deployment) => {
      const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
      return maxSurge + maxUnavailable === 1;
    },
    break: (deployment) => delete deployment.spec.strategy,
  },
  {
    field: 'selector',
    holds: (deployment) =>
      JSON.stringify(deployment.spec.selector) ===
        `{"matchLabels":{"secure-llm.dev/workload":"${deployment.metadata.name}"}}` &&
      deployment.spec.template.metadata.labels['secure-llm.dev/workload'] === deployment.metadata.name,
    break: (deployment) => (deployment.spec.template.metadata.labels['secure-llm.dev/workload'] = 'another'),
  },
];

/** Fields that are not as they must be. */
export function brokenHardening(deployment: Document): string[] {
  return HARDENING_RULES.filter((rule) => !rule.holds(deployment)).map((rule) => rule.field);
}
