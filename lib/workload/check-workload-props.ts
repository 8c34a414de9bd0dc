import { errors } from './errors';
import { type HardenedWorkloadProps } from './hardened-workload-props';
import { checkDnsLabel, checkDnsSubdomain, checkKeys, checkLabels } from './kubernetes-names';
import { type PodProps } from './pod-props';

/** Room for the suffixes of the objects that carry the name, and for the hash of a pod, within 63 characters. */
const NAME = /^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/;
const LOWEST_ID = 10001;
const LOWEST_PORT = 1024;

/** @throws if a prop, or a pair of props, cannot be right */
export function checkWorkloadProps(name: string, replicas: number, props: HardenedWorkloadProps, path: string): void {
  checkPodProps(name, props, path);
  checkCount('replicas', replicas, path);
  checkCount('maxDisruptedPods', props.maxDisruptedPods ?? 1, path);
  checkPorts(props, path);
  checkProbes(props, path);
  const preStop = props.preStopSleepSeconds ?? 5;
  const grace = props.terminationGracePeriodSeconds ?? 30;
  if (!(Number.isInteger(preStop) && Number.isInteger(grace) && preStop >= 0 && preStop < grace)) {
    throw errors.graceTooShort(preStop, grace, path);
  }
}

/** @throws if no object that carries the name could */
export function checkWorkloadName(name: string, path: string): void {
  if (!NAME.test(name)) throw errors.workloadName(name, path);
}

/** @throws if a prop of a pod, whatever makes it, cannot be right */
export function checkPodProps(name: string, props: PodProps, path: string): void {
  checkWorkloadName(name, path);
  checkIdentity(props, path);
  checkKeys('podAnnotations', props.podAnnotations ?? {}, path);
  checkLabels('nodeSelector', props.nodeSelector ?? {}, path);
  for (const field of ['priorityClassName', 'runtimeClassName'] as const) {
    const name = props[field];
    if (name !== undefined) checkDnsSubdomain(field, name, path);
  }
  const containers = [name, ...(props.initContainers ?? []).map((each) => each.name)];
  for (const container of containers) {
    checkDnsLabel('container name', container, path);
    if (containers.indexOf(container) !== containers.lastIndexOf(container))
      throw errors.containerTwice(container, path);
  }
}

/** @throws if the count is not a whole number of at least 1 */
export function checkCount(field: string, count: number, path: string): void {
  if (!Number.isInteger(count) || count < 1) throw errors.countTooSmall(field, count, path);
}

function checkPorts(props: HardenedWorkloadProps, path: string): void {
  const seen = new Set<string>();
  for (const port of props.ports ?? []) {
    if (port.number < LOWEST_PORT) throw errors.privilegedPort(port.number, path);
    for (const key of [port.name, port.toString()]) {
      if (seen.has(key)) throw errors.portTwice(key, path);
      seen.add(key);
    }
  }
}

function checkIdentity(props: PodProps, path: string): void {
  const gid = props.gid ?? LOWEST_ID;
  const ids: readonly [string, number][] = [
    ['uid', props.uid ?? LOWEST_ID],
    ['gid', gid],
    ['fsGroup', props.fsGroup ?? gid],
  ];
  for (const [field, id] of ids) {
    if (!Number.isInteger(id) || id < 0 || id > 2 ** 31 - 1) throw errors.idOutOfRange(field, id, path);
    if (field === 'uid' && id === 0) throw errors.rootUser(path);
    if (id < LOWEST_ID && props.dangerouslyLowUserOrGroupId === undefined) throw errors.lowId(field, id, path);
  }
}

function checkProbes(props: HardenedWorkloadProps, path: string): void {
  const { startupProbe, readinessProbe, livenessProbe } = props;
  if (JSON.stringify(readinessProbe._render()) === JSON.stringify(livenessProbe._render())) {
    throw errors.probesEqual(path);
  }
  const served = (props.ports ?? []).map((port) => port.number);
  for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
    if (probe._port !== undefined && !served.includes(probe._port)) throw errors.probePort(probe._port, served, path);
  }
}
