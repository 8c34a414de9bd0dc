import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { errors } from './errors';
import { bytesQuantity, cpuQuantity } from './quantity';
import { type PodDemand, podDemand } from './pod-demand';
import { type Resources } from './resources';
import { type TrustZoneProps } from './trust-zone-props';
import { type PodCount } from './zone-member';

/** Amounts by key of a ResourceQuota: CPU in millicores, memory and disk in KiB, the others in pieces. */
type Amounts = Record<string, number>;

/** Pods that a zone has room for. */
export interface CountedPods {
  /** What one of them takes. */
  readonly _demand: PodDemand;
  /** How many there are. */
  readonly _pods: PodCount;
}

/** What the pods take at most while one version replaces another. */
export function quotaNeeded(pods: readonly CountedPods[]): Amounts {
  return sums(pods, ({ needed }) => needed);
}

/** With what is shutting down. */
export function quotaWithRoom(pods: readonly CountedPods[]): Amounts {
  return sums(pods, ({ withRoom }) => withRoom);
}

/** Bounded also where no workload asks for them: what a quota leaves out is unlimited. */
const ALWAYS = ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => [
  `requests.${resource}`,
  `limits.${resource}`,
]);

function sums(pods: readonly CountedPods[], countOf: (pods: PodCount) => number): Amounts {
  const total: Amounts = { pods: 0, ...Object.fromEntries(ALWAYS.map((key) => [key, 0])) };
  for (const { _demand, _pods } of pods) {
    const count = countOf(_pods);
    total.pods = (total.pods ?? 0) + count;
    for (const [key, amount] of Object.entries(_demand.amounts)) {
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

/**
 * The `Container` entry of a LimitRange.
 * @param containerDefault what a container gets that states nothing
 */
export function containerLimits(pods: readonly CountedPods[], containerDefault?: Resources): k8s.LimitRangeItem {
  const unstated = containerDefault === undefined ? UNSTATED : podDemand([containerDefault]).largestContainer;
  const largest = pods.map(({ _demand }) => _demand.largestContainer);
  const max = {
    cpuMillicores: Math.max(unstated.cpuMillicores, ...largest.map((each) => each.cpuMillicores)),
    memoryKibibytes: Math.max(unstated.memoryKibibytes, ...largest.map((each) => each.memoryKibibytes)),
    ephemeralStorageKibibytes: Math.max(
      unstated.ephemeralStorageKibibytes,
      ...largest.map((each) => each.ephemeralStorageKibibytes),
    ),
  };
  return { type: 'Container', default: limits(unstated), defaultRequest: limits(unstated), max: limits(max) };
}

function limits(amounts: typeof UNSTATED): Record<string, k8s.Quantity> {
  return {
    cpu: k8s.Quantity.fromString(cpuQuantity(amounts.cpuMillicores)),
    memory: k8s.Quantity.fromString(bytesQuantity(Size.kibibytes(amounts.memoryKibibytes))),
    'ephemeral-storage': k8s.Quantity.fromString(bytesQuantity(Size.kibibytes(amounts.ephemeralStorageKibibytes))),
  };
}
