import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { errors } from './errors';
import { type HardenedWorkload } from './hardened-workload';
import { bytesQuantity, cpuQuantity } from './quantity';
import { type TrustZoneProps } from './trust-zone-props';

/** Amounts by key of a ResourceQuota: CPU in millicores, memory and disk in KiB, the others in pieces. */
type Amounts = Record<string, number>;

/** What the workloads take at most while one version replaces another. */
export function quotaNeeded(workloads: readonly HardenedWorkload[]): Amounts {
  return sums(workloads, ({ replicas, rollout }) => replicas + rollout.maxSurge);
}

/** Twice the replicas: a pod that is shutting down counts until it is gone, and its successor must not wait for that. */
export function quotaWithRoom(workloads: readonly HardenedWorkload[]): Amounts {
  return sums(workloads, ({ replicas, rollout }) => 2 * replicas + rollout.maxSurge);
}

/** Bounded also where no workload asks for them: what a quota leaves out is unlimited. */
const ALWAYS = ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => [
  `requests.${resource}`,
  `limits.${resource}`,
]);

function sums(workloads: readonly HardenedWorkload[], pods: (workload: HardenedWorkload) => number): Amounts {
  const total: Amounts = { pods: 0, ...Object.fromEntries(ALWAYS.map((key) => [key, 0])) };
  for (const workload of workloads) {
    const count = pods(workload);
    total.pods = (total.pods ?? 0) + count;
    for (const [key, amount] of Object.entries(workload._demand.amounts)) {
      total[key] = (total[key] ?? 0) + count * amount;
    }
  }
  return total;
}

/**
 * The amounts that the zone's props fix. Requests are capped like limits, because they never exceed them.
 * @throws if an amount is not positive
 */
export function declaredQuota(props: TrustZoneProps, path: string): Amounts {
  const chosen: Amounts = {};
  const fix = (keys: readonly string[], amount: number | undefined) => {
    if (amount === undefined) return;
    for (const key of keys) {
      if (!Number.isInteger(amount) || amount < 1) throw errors.quotaNotPositive(key, amount, path);
      chosen[key] = amount;
    }
  };
  fix(['pods'], props.maxPods);
  fix(['requests.cpu', 'limits.cpu'], props.maxCpuMillicores);
  fix(['requests.memory', 'limits.memory'], props.maxMemory?.toKibibytes());
  fix(['requests.ephemeral-storage', 'limits.ephemeral-storage'], props.maxEphemeralStorage?.toKibibytes());
  for (const [device, count] of Object.entries(props.maxDevices ?? {})) fix([`requests.${device}`], count);
  return chosen;
}

/** The amount as Kubernetes writes it. */
export function quotaQuantity(key: string, amount: number): string {
  if (key.endsWith('.cpu')) return cpuQuantity(amount);
  return /\.(memory|ephemeral-storage)$/.test(key) ? bytesQuantity(Size.kibibytes(amount)) : String(amount);
}

/** For a container that states no limits: small ones. For one that does: at most the largest declared here. */
const UNSTATED = { cpuMillicores: 100, memoryKibibytes: 128 * 1024, ephemeralStorageKibibytes: 64 * 1024 };

/** The `Container` entry of a LimitRange. */
export function containerLimits(workloads: readonly HardenedWorkload[]): k8s.LimitRangeItem {
  const largest = workloads.map((workload) => workload._demand.largestContainer);
  const max = {
    cpuMillicores: Math.max(UNSTATED.cpuMillicores, ...largest.map((each) => each.cpuMillicores)),
    memoryKibibytes: Math.max(UNSTATED.memoryKibibytes, ...largest.map((each) => each.memoryKibibytes)),
    ephemeralStorageKibibytes: Math.max(
      UNSTATED.ephemeralStorageKibibytes,
      ...largest.map((each) => each.ephemeralStorageKibibytes),
    ),
  };
  return { type: 'Container', default: limits(UNSTATED), defaultRequest: limits(UNSTATED), max: limits(max) };
}

function limits(amounts: typeof UNSTATED): Record<string, k8s.Quantity> {
  return {
    cpu: k8s.Quantity.fromString(cpuQuantity(amounts.cpuMillicores)),
    memory: k8s.Quantity.fromString(bytesQuantity(Size.kibibytes(amounts.memoryKibibytes))),
    'ephemeral-storage': k8s.Quantity.fromString(bytesQuantity(Size.kibibytes(amounts.ephemeralStorageKibibytes))),
  };
}
