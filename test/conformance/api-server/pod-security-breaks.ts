import { containersOf, type Container, type PodSpec, type SecurityContext } from './pod';

/** One field of Pod Security `restricted`, removed or broken. */
export interface PodSecurityBreak {
  readonly name: string;
  /** Changes the pod in place; the container is one of its containers, each of them in turn when `everyContainer`. */
  readonly apply: (pod: PodSpec, container: Container) => void;
  /** How the API server names the field when it refuses. */
  readonly refusal: RegExp;
  /** Whether the field belongs to a container. */
  readonly everyContainer: boolean;
  /** Since Kubernetes 1.35 Pod Security lets this pass in a user namespace (`hostUsers: false`). */
  readonly relaxedInUserNamespace: boolean;
}

type Apply = PodSecurityBreak['apply'];

const podBreak = (name: string, refusal: RegExp, apply: Apply): PodSecurityBreak => ({
  name,
  refusal,
  apply,
  everyContainer: false,
  relaxedInUserNamespace: false,
});
const containerBreak = (name: string, refusal: RegExp, apply: Apply): PodSecurityBreak => ({
  ...podBreak(name, refusal, apply),
  everyContainer: true,
});
const relaxed = (broken: PodSecurityBreak): PodSecurityBreak => ({ ...broken, relaxedInUserNamespace: true });

/** Every control of the level at 1.36, from the policy `restricted` of k8s.io/pod-security-admission. */
export const POD_SECURITY_BREAKS: readonly PodSecurityBreak[] = [
  podBreak('hostNetwork', /host namespaces \(hostNetwork=true\)/, (pod) => {
    pod['hostNetwork'] = true;
    delete pod.hostUsers;
  }),
  podBreak('hostPID', /host namespaces \(hostPID=true\)/, (pod) => {
    pod['hostPID'] = true;
    delete pod.hostUsers;
  }),
  podBreak('hostIPC', /host namespaces \(hostIPC=true\)/, (pod) => {
    pod['hostIPC'] = true;
    delete pod.hostUsers;
  }),
  podBreak('hostPath volume', /restricted volume types .*"hostPath"/, (pod) =>
    addVolume(pod, { hostPath: { path: '/' } }),
  ),
  podBreak('nfs volume', /restricted volume types .*"nfs"/, (pod) =>
    addVolume(pod, { nfs: { server: 'nfs.example.com', path: '/' } }),
  ),
  podBreak('unsafe sysctl', /forbidden sysctls \(kernel\.msgmax\)/, (pod) => {
    podContext(pod)['sysctls'] = [{ name: 'kernel.msgmax', value: '65536' }];
  }),
  podBreak('seccompProfile removed', /seccompProfile \(pod or container/, (pod) =>
    removeEverywhere(pod, 'seccompProfile'),
  ),
  podBreak('seccompProfile Unconfined', /seccompProfile \(pod must not set .* to "Unconfined"\)/, (pod) => {
    podContext(pod)['seccompProfile'] = { type: 'Unconfined' };
  }),
  podBreak('appArmorProfile Unconfined', /forbidden AppArmor profile/, (pod) => {
    podContext(pod)['appArmorProfile'] = { type: 'Unconfined' };
  }),
  podBreak('seLinuxOptions.type', /seLinuxOptions \(.*type "spc_t"\)/, (pod) => {
    podContext(pod)['seLinuxOptions'] = { type: 'spc_t' };
  }),
  podBreak('seLinuxOptions.user', /seLinuxOptions \(.*user may not be set\)/, (pod) => {
    podContext(pod)['seLinuxOptions'] = { user: 'system_u' };
  }),
  relaxed(podBreak('runAsNonRoot removed', /runAsNonRoot != true/, (pod) => removeEverywhere(pod, 'runAsNonRoot'))),
  relaxed(
    podBreak('runAsNonRoot false', /runAsNonRoot != true \(pod must not set/, (pod) => {
      podContext(pod)['runAsNonRoot'] = false;
    }),
  ),
  relaxed(
    podBreak('runAsUser 0', /runAsUser=0 \(pod must not set/, (pod) => {
      podContext(pod)['runAsUser'] = 0;
    }),
  ),
  relaxed(
    containerBreak("a container's runAsUser 0", /runAsUser=0 \(container/, (_pod, container) => {
      contextOf(container)['runAsUser'] = 0;
    }),
  ),
  relaxed(
    containerBreak("a container's runAsNonRoot false", /runAsNonRoot != true \(container/, (_pod, container) => {
      contextOf(container)['runAsNonRoot'] = false;
    }),
  ),
  containerBreak("a container's seccompProfile Unconfined", /seccompProfile \(container/, (_pod, container) => {
    contextOf(container)['seccompProfile'] = { type: 'Unconfined' };
  }),
  containerBreak('allowPrivilegeEscalation removed', /allowPrivilegeEscalation != false/, (_pod, container) => {
    delete contextOf(container)['allowPrivilegeEscalation'];
  }),
  containerBreak('allowPrivilegeEscalation true', /allowPrivilegeEscalation != false/, (_pod, container) => {
    contextOf(container)['allowPrivilegeEscalation'] = true;
  }),
  containerBreak(
    'privileged',
    /privileged \(container .* must not set securityContext\.privileged=true\)/,
    (_pod, container) => {
      const context = contextOf(container);
      context['privileged'] = true;
      // the two contradict each other, which validation would refuse before Pod Security looks
      delete context['allowPrivilegeEscalation'];
    },
  ),
  containerBreak('capabilities.drop removed', /unrestricted capabilities/, (_pod, container) => {
    delete contextOf(container).capabilities;
  }),
  containerBreak('capabilities.drop without ALL', /unrestricted capabilities/, (_pod, container) => {
    contextOf(container).capabilities = { drop: ['NET_RAW'] };
  }),
  ...['NET_RAW', 'SYS_ADMIN', 'CHOWN'].map((capability) =>
    containerBreak(`added capability ${capability}`, new RegExp(`capabilities .*${capability}`), (_pod, container) => {
      contextOf(container).capabilities = { drop: ['ALL'], add: [capability] };
    }),
  ),
  containerBreak('procMount Unmasked', /procMount \(container .*"Unmasked"\)/, (pod, container) => {
    // validation allows it only in a user namespace; Pod Security refuses it there too
    pod.hostUsers = false;
    contextOf(container)['procMount'] = 'Unmasked';
  }),
  containerBreak('hostPort', /hostPort \(container .* uses hostPort 8080\)/, (_pod, container) => {
    container.ports = [{ containerPort: 8080, hostPort: 8080 }];
  }),
];

/** Controls on fields that only long-running containers may have. */
export const PROBE_BREAKS: readonly PodSecurityBreak[] = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(
  (probe) => [
    containerBreak(`${probe}.httpGet.host`, /probe or lifecycle host/, (_pod, container) => {
      container[probe] = { httpGet: { path: '/', port: 8080, host: '169.254.169.254' } };
    }),
    containerBreak(`${probe}.tcpSocket.host`, /probe or lifecycle host/, (_pod, container) => {
      container[probe] = { tcpSocket: { port: 80, host: '169.254.169.254' } };
    }),
  ],
);

function podContext(pod: PodSpec): SecurityContext {
  return (pod.securityContext ??= {});
}

function contextOf(container: Container): SecurityContext {
  return (container.securityContext ??= {});
}

function removeEverywhere(pod: PodSpec, field: string): void {
  for (const owner of [pod, ...containersOf(pod)]) delete owner.securityContext?.[field];
}

function addVolume(pod: PodSpec, source: Record<string, unknown>): void {
  pod.volumes = [...(pod.volumes ?? []), { name: 'broken', ...source }];
}
