import { type Resources } from './resources';

/** What one pod takes from a quota: limits and requests by resource name. CPU in millicores, the others in KiB or pieces. */
export interface PodDemand {
  /** By the key of a ResourceQuota, for example `limits.cpu` or `requests.nvidia.com/gpu`. */
  readonly amounts: { readonly [quotaKey: string]: number };
  /** The largest limits of a single container: CPU in millicores, memory and disk in KiB. */
  readonly largestContainer: ContainerLimits;
}

/** Limits of one container. */
export interface ContainerLimits {
  /** Thousandths of a core. */
  readonly cpuMillicores: number;
  /** KiB. */
  readonly memoryKibibytes: number;
  /** KiB. */
  readonly ephemeralStorageKibibytes: number;
}

/**
 * Init containers run one after the other before the main one, so Kubernetes counts the larger of the main container and
 * the largest init container, resource by resource.
 */
export function podDemand(containers: readonly Resources[]): PodDemand {
  const amounts: Record<string, number> = {};
  const raise = (key: string, amount: number) => (amounts[key] = Math.max(amounts[key] ?? 0, amount));
  for (const each of containers) {
    raise('requests.cpu', each.cpuMillicores);
    raise('limits.cpu', each.cpuLimitMillicores);
    raise('requests.memory', each.memory.toKibibytes());
    raise('limits.memory', each.memoryLimit.toKibibytes());
    raise('requests.ephemeral-storage', each.ephemeralStorage.toKibibytes());
    raise('limits.ephemeral-storage', each.ephemeralStorageLimit.toKibibytes());
    for (const [device, count] of Object.entries(each.extended)) raise(`requests.${device}`, count);
  }
  return {
    amounts,
    largestContainer: {
      cpuMillicores: amounts['limits.cpu'] ?? 0,
      memoryKibibytes: amounts['limits.memory'] ?? 0,
      ephemeralStorageKibibytes: amounts['limits.ephemeral-storage'] ?? 0,
    },
  };
}
