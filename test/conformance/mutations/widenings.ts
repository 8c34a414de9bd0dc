import { type KubernetesDocument } from '../../../lib/assurance/document';
import { changing, type Mutant, type Place } from './mutant';
import { follow, inWords, paths } from './removals';

/** A change for the worse that is more than leaving something out. */
interface Widening {
  readonly what: string;
  readonly change: (place: Place) => void;
}

/** Every flag turned over, one at a time. */
export function turnedOver(documents: readonly KubernetesDocument[]): Mutant[] {
  return documents.flatMap((document) =>
    paths(document)
      .filter((path) => typeof follow(document, path) === 'boolean')
      .flatMap((path) =>
        changing(documents, document, `${inWords(document, path)} turned over`, (copy) => {
          const place = follow(copy, path.slice(0, -1));
          const key = path[path.length - 1] as string;
          place[key] = !place[key];
        }),
      ),
  );
}

/** The named widenings of each kind, one at a time. */
export function widenings(documents: readonly KubernetesDocument[]): Mutant[] {
  return documents.flatMap((document) =>
    (WIDENINGS[document.kind]?.(document) ?? []).flatMap(({ what, change }) =>
      changing(documents, document, what, change),
    ),
  );
}

const WIDENINGS: Readonly<Record<string, (document: Place) => Widening[]>> = {
  Namespace: () => [
    ...['enforce', 'audit', 'warn'].flatMap((mode) =>
      ['privileged', 'baseline'].map((level) => ({
        what: `${mode} ${level}`,
        change: ({ metadata }: Place) => (metadata.labels[`pod-security.kubernetes.io/${mode}`] = level),
      })),
    ),
    {
      what: 'enforces a moving version',
      change: ({ metadata }) => (metadata.labels['pod-security.kubernetes.io/enforce-version'] = 'latest'),
    },
  ],
  Service: () => [
    ...['NodePort', 'LoadBalancer'].map((type) => ({
      what: `type ${type}`,
      change: ({ spec }: Place) => (spec.type = type),
    })),
    {
      what: 'stands for an outside name',
      change: ({ spec }) => Object.assign(spec, { type: 'ExternalName', externalName: 'example.com' }),
    },
    { what: 'external addresses', change: ({ spec }) => (spec.externalIPs = ['203.0.113.1']) },
    { what: 'selects by another label', change: ({ spec }) => (spec.selector = { app: 'guard' }) },
    { what: 'selects everything', change: ({ spec }) => (spec.selector = {}) },
    {
      what: 'selects another workload',
      change: ({ spec }) => (spec.selector = { 'secure-llm.dev/workload': 'another' }),
    },
  ],
  ResourceQuota: () => [
    ...['services.loadbalancers', 'services.nodeports'].map((key) => ({
      what: `${key} allowed`,
      change: ({ spec }: Place) => (spec.hard[key] = '1'),
    })),
    { what: 'for terminating pods only', change: ({ spec }) => (spec.scopes = ['Terminating']) },
  ],
  LimitRange: () => [
    {
      what: 'bounds pods instead of containers',
      change: ({ spec }) => (spec.limits[0].type = 'PersistentVolumeClaim'),
    },
  ],
  PodDisruptionBudget: () => [
    { what: 'all pods at once', change: ({ spec }) => (spec.maxUnavailable = '100%') },
    { what: 'selects every pod', change: ({ spec }) => (spec.selector = {}) },
    { what: 'keeps what is not ready', change: ({ spec }) => (spec.unhealthyPodEvictionPolicy = 'IfHealthyBudget') },
  ],
  ConfigMap: () => [
    { what: 'other rules', change: ({ data }) => (data['ruleset.json'] = data['ruleset.json'].replace('orion', 'x')) },
  ],
  Deployment: (document) => [
    { what: 'stops before it starts', change: ({ spec }) => (spec.strategy = { type: 'Recreate' }) },
    { what: 'replaced at once', change: ({ spec }) => (spec.strategy.rollingUpdate.maxUnavailable = '100%') },
    { what: 'another identity', change: ({ spec }) => relabel(spec, 'another') },
    {
      what: 'nothing spreads it over nodes',
      change: ({ spec }) => {
        delete spec.template.spec.affinity;
        spec.template.spec.topologySpreadConstraints.pop();
      },
    },
    { what: 'other rules promised', change: ({ spec }) => promiseOtherRules(spec.template.metadata) },
    ...POD_WIDENINGS.map(({ what, change }) => ({ what, change: ({ spec }: Place) => change(spec.template.spec) })),
    ...['initContainers', 'containers'].flatMap((list) =>
      (document.spec.template.spec[list] ?? []).flatMap((container: Place, at: number) =>
        CONTAINER_WIDENINGS.map(({ what, change }) => ({
          what: `${list}[${container.name}] ${what}`,
          change: ({ spec }: Place) => change(spec.template.spec[list][at]),
        })),
      ),
    ),
  ],
};

/** Fields that pod and containers both say: each alone is said twice, so they go together. */
const SAID_TWICE = ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'seccompProfile'];

const POD_WIDENINGS: readonly Widening[] = [
  ...SAID_TWICE.map((field) => ({
    what: `${field} removed from pod and containers`,
    change: (pod: Place) => eachContext(pod, (context) => delete context[field]),
  })),
  ...Object.entries({
    hostNetwork: true,
    hostPID: true,
    hostIPC: true,
    shareProcessNamespace: true,
    nodeName: 'node-1',
    serviceAccountName: 'default',
    hostAliases: [{ ip: '203.0.113.1', hostnames: ['output-processor.assistant-output.svc'] }],
  }).map(([field, value]) => ({ what: `${field} set`, change: (pod: Place) => (pod[field] = value) })),
  { what: 'root', change: (pod) => eachContext(pod, (context) => (context.runAsUser = 0)) },
  { what: 'group of root', change: (pod) => eachContext(pod, (context) => (context.runAsGroup = 0)) },
  { what: 'low user', change: (pod) => eachContext(pod, (context) => (context.runAsUser = 1000)) },
  { what: 'files of root', change: (pod) => (pod.securityContext.fsGroup = 0) },
  { what: 'further groups', change: (pod) => (pod.securityContext.supplementalGroups = [0]) },
  { what: 'groups of the image', change: (pod) => (pod.securityContext.supplementalGroupsPolicy = 'Merge') },
  { what: 'pod unconfined', change: (pod) => (pod.securityContext.seccompProfile.type = 'Unconfined') },
  { what: 'AppArmor unconfined', change: (pod) => (pod.securityContext.appArmorProfile = { type: 'Unconfined' }) },
  { what: 'SELinux type of the host', change: (pod) => (pod.securityContext.seLinuxOptions = { type: 'spc_t' }) },
  { what: 'unsafe sysctl', change: (pod) => (pod.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }]) },
  { what: 'stops at once', change: (pod) => (pod.terminationGracePeriodSeconds = 5) },
  { what: 'a directory of the node', change: (pod) => addVolume(pod, { hostPath: { path: '/' } }) },
  { what: 'a file server', change: (pod) => addVolume(pod, { nfs: { server: 'files.example', path: '/' } }) },
  { what: 'scratch without a limit', change: (pod) => addVolume(pod, { emptyDir: {} }) },
  { what: 'a whole Secret', change: (pod) => addVolume(pod, { secret: { secretName: 'other', defaultMode: 0o440 } }) },
  {
    what: 'a token of the API server',
    change: (pod) => addVolume(pod, { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }),
  },
  { what: 'secret files for everybody', change: (pod) => eachSecret(pod, (secret) => (secret.defaultMode = 0o444)) },
  { what: 'a secret file for everybody', change: (pod) => eachSecret(pod, (secret) => (secret.items[0].mode = 0o444)) },
  {
    what: 'a further container',
    change: (pod) => pod.containers.push({ name: 'more', image: 'docker.io/library/busybox:1' }),
  },
  { what: 'a debug container', change: (pod) => (pod.ephemeralContainers = [{ name: 'debug', image: 'busybox:1' }]) },
];

const CONTAINER_WIDENINGS: readonly Widening[] = [
  ...Object.entries<unknown[]>({
    privileged: [true],
    allowPrivilegeEscalation: [true],
    procMount: ['Unmasked'],
    runAsUser: [0],
    seccompProfile: [{ type: 'Unconfined' }],
    capabilities: [{ drop: ['NET_RAW'] }, { drop: ['ALL'], add: ['SYS_ADMIN'] }],
    appArmorProfile: [{ type: 'Unconfined' }],
    seLinuxOptions: [{ type: 'spc_t' }],
  }).flatMap(([field, values]) =>
    values.map((value) => ({
      what: `${field} ${JSON.stringify(value)}`,
      change: ({ securityContext }: Place) => (securityContext[field] = value),
    })),
  ),
  { what: 'a port of the node', change: (container) => (container.ports = [{ containerPort: 8000, hostPort: 8000 }]) },
  {
    what: 'a foreign image',
    change: (container) => (container.image = container.image.replace(/^[^@]+/, 'evil.example/guard:1')),
  },
  { what: 'the image by its tag', change: (container) => (container.image = container.image.replace(/@.*/, '')) },
  {
    what: 'code loaded by the environment',
    change: (container) => addEnv(container, { name: 'LD_PRELOAD', value: '/tmp/a.so' }),
  },
  { what: 'all devices', change: (container) => addEnv(container, { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }) },
  {
    what: 'a secret in the environment',
    change: (container) => addEnv(container, { name: 'KEY', valueFrom: { secretKeyRef: { name: 'hop', key: 'key' } } }),
  },
  { what: 'a Secret as environment', change: (container) => (container.envFrom = [{ secretRef: { name: 'hop' } }]) },
  ...['cpu', 'memory', 'ephemeral-storage'].map((resource) => ({
    what: `no bound of ${resource}`,
    change: ({ resources }: Place) => (resources.limits[resource] = '0'),
  })),
  {
    what: 'probe of another host',
    change: (container) => (container.livenessProbe = { httpGet: { path: '/', port: 80, host: '169.254.169.254' } }),
  },
  {
    what: 'restarted while it is not ready',
    change: (container) => (container.livenessProbe = container.readinessProbe),
  },
  { what: 'another digest to compare with', change: compareWithAnother },
];

function relabel(spec: Place, identity: string): void {
  spec.selector.matchLabels['secure-llm.dev/workload'] = identity;
  spec.template.metadata.labels['secure-llm.dev/workload'] = identity;
}

/** Only a guard promises any. */
function promiseOtherRules({ annotations }: Place): void {
  if (annotations !== undefined) annotations['secure-llm.dev/rules-sha256'] = '0'.repeat(64);
}

function compareWithAnother({ env }: Place): void {
  const index = (env ?? []).findIndex(({ name }: Place) => name === 'RULES_SHA256');
  if (index >= 0) env[index] = { name: 'RULES_SHA256', value: '0'.repeat(64) };
}

function eachContext(pod: Place, change: (context: Place) => void): void {
  const owners = [pod, ...pod.containers, ...(pod.initContainers ?? [])];
  for (const { securityContext } of owners) change(securityContext);
}

function eachSecret(pod: Place, change: (secret: Place) => void): void {
  for (const { secret } of pod.volumes) if (secret !== undefined) change(secret);
}

function addVolume(pod: Place, source: object): void {
  pod.volumes.push({ name: 'more', ...source });
}

function addEnv(container: Place, variable: object): void {
  container.env = [...(container.env ?? []), variable];
}
