import { type KubernetesDocument } from '../../lib/assurance/document';

/** A trust zone, and a namespace that is none. */
export const ZONE = 'zone';
export const OUTSIDE = 'outside';
/** The zone in which pipelines run. */
export const PIPELINES = 'pipelines';
export const IDENTITY = 'secure-llm.dev/workload';
export const ZONE_LABEL = 'secure-llm.dev/zone';
/** Of the right shape; no image has it. */
export const DIGEST = `sha256:${'0'.repeat(64)}`;

type Fields = Readonly<Record<string, unknown>>;

/** What a test changes in the hardened pod; `undefined` takes a field away. */
export interface PodChange {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Fields of the pod's specification. */
  readonly spec?: Fields;
  /** Fields of the pod's securityContext. */
  readonly pod?: Fields;
  /** Fields of the container. */
  readonly container?: Fields;
  /** Fields of the container's securityContext. */
  readonly security?: Fields;
}

/** What a Deployment here selects its pods by, whatever happens to their identity. */
const SELECTED = { app: 'guard' };
const asks = (path: string): Fields => ({ httpGet: { path, port: 8000 } });
const SERVING = {
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  livenessProbe: asks('/healthz'),
  readinessProbe: asks('/readyz'),
  startupProbe: asks('/readyz'),
};
const RESOURCES = { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '32Mi' };

function podSpec({ spec, pod: context, container, security }: PodChange): Fields {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    hostUsers: false,
    serviceAccountName: 'guard',
    securityContext: {
      fsGroup: 10001,
      runAsGroup: 10001,
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
      supplementalGroupsPolicy: 'Strict',
      ...context,
    },
    containers: [
      {
        name: 'guard',
        image: `localhost/cdk8s-secure-llm/guard:0.1.0@${DIGEST}`,
        resources: { limits: RESOURCES, requests: RESOURCES },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          privileged: false,
          readOnlyRootFilesystem: true,
          ...security,
        },
        ...SERVING,
        ...container,
      },
    ],
    ...spec,
  };
}

function template(change: PodChange): Fields {
  const { labels = { [IDENTITY]: 'guard' }, annotations = {} } = change;
  return { metadata: { labels: { ...SELECTED, ...labels }, annotations }, spec: podSpec(change) };
}

/** A pod that meets every rule, but for what the test changes. */
export function pod(change: PodChange = {}): KubernetesDocument {
  const { name = 'guard', namespace = ZONE, labels = { [IDENTITY]: 'guard' }, annotations = {} } = change;
  return document('v1', 'Pod', { name, namespace, labels, annotations }, { spec: podSpec(change) });
}

/** A Deployment of such pods. */
export function deployment(change: PodChange = {}): KubernetesDocument {
  const { name = 'guard', namespace = ZONE } = change;
  const spec = { selector: { matchLabels: SELECTED }, template: template(change) };
  return document('apps/v1', 'Deployment', { name, namespace }, { spec });
}

/** A CronJob of such pods. */
export function cronJob(change: PodChange = {}): KubernetesDocument {
  const { name = 'nightly', namespace = ZONE } = change;
  const pods = template({ ...change, spec: { restartPolicy: 'Never', ...change.spec } });
  const spec = { schedule: '0 3 * * *', jobTemplate: { spec: { template: pods } } };
  return document('batch/v1', 'CronJob', { name, namespace }, { spec });
}

export function service(spec: Fields = {}, namespace = ZONE): KubernetesDocument {
  const ports = [{ name: 'http', port: 8000, protocol: 'TCP', targetPort: 8000 }];
  return document(
    'v1',
    'Service',
    { name: 'guard', namespace },
    { spec: { ports, selector: { [IDENTITY]: 'guard' }, ...spec } },
  );
}

export function networkPolicy(namespace = ZONE): KubernetesDocument {
  const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
  return document('networking.k8s.io/v1', 'NetworkPolicy', { name: 'default-deny', namespace }, { spec });
}

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KubernetesDocument {
  return document('v1', 'Namespace', { name, labels }, {});
}

export function configMap(data: Fields, metadata: Fields = {}): KubernetesDocument {
  return document('v1', 'ConfigMap', { name: 'settings', namespace: ZONE, ...metadata }, { data });
}

/** Any object, for kinds that one rule alone is about. */
export function document(
  apiVersion: string,
  kind: string,
  metadata: KubernetesDocument['metadata'],
  fields: Fields = {},
): KubernetesDocument {
  return { apiVersion, kind, metadata, ...fields };
}

/** The object with an annotation more, as a change that means nothing. */
export function annotated(object: KubernetesDocument): KubernetesDocument {
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, note: 'x' } } };
}
