import { type Size } from 'cdk8s';
import { errors } from './errors';
import { bytesQuantity, cpuQuantity } from './quantity';

/** What one container gets and may use at most. */
export interface ResourcesProps {
  /** CPU that is set aside, in thousandths of a core. */
  readonly cpuMillicores: number;
  /**
   * CPU that it may use at most, in thousandths of a core.
   * @default cpuMillicores
   */
  readonly cpuLimitMillicores?: number;
  /** Memory that is set aside. */
  readonly memory: Size;
  /**
   * Memory that it may use at most; beyond it the container is killed.
   * @default memory
   */
  readonly memoryLimit?: Size;
  /** Local disk that is set aside: logs, disk-backed scratch and, if it is writable, the root filesystem. */
  readonly ephemeralStorage: Size;
  /**
   * Local disk that it may use at most; beyond it the pod is evicted.
   * @default ephemeralStorage
   */
  readonly ephemeralStorageLimit?: Size;
  /**
   * Whole devices by resource name, for example `{ 'nvidia.com/gpu': 1 }`; requested and limited alike.
   * @default - none
   */
  readonly extended?: { readonly [resourceName: string]: number };
}

/** Requests and limits of one container: CPU, memory and local disk, always all of them. */
export class Resources {
  /** @throws if an amount is not positive, a limit is below its request, or a device count is not whole */
  static of(props: ResourcesProps): Resources {
    return new Resources(props);
  }

  /** CPU set aside, in thousandths of a core. */
  readonly cpuMillicores: number;
  /** CPU at most, in thousandths of a core. */
  readonly cpuLimitMillicores: number;
  /** Memory set aside. */
  readonly memory: Size;
  /** Memory at most. */
  readonly memoryLimit: Size;
  /** Local disk set aside. */
  readonly ephemeralStorage: Size;
  /** Local disk at most. */
  readonly ephemeralStorageLimit: Size;
  /** Whole devices by resource name. */
  readonly extended: { readonly [resourceName: string]: number };

  private constructor(props: ResourcesProps) {
    this.cpuMillicores = props.cpuMillicores;
    this.cpuLimitMillicores = props.cpuLimitMillicores ?? props.cpuMillicores;
    this.memory = props.memory;
    this.memoryLimit = props.memoryLimit ?? props.memory;
    this.ephemeralStorage = props.ephemeralStorage;
    this.ephemeralStorageLimit = props.ephemeralStorageLimit ?? props.ephemeralStorage;
    this.extended = { ...props.extended };
    ordered('cpu', this.cpuMillicores, this.cpuLimitMillicores, 'm');
    ordered('memory', this.memory.toKibibytes(), this.memoryLimit.toKibibytes(), 'Ki');
    ordered('ephemeral-storage', this.ephemeralStorage.toKibibytes(), this.ephemeralStorageLimit.toKibibytes(), 'Ki');
    for (const [name, count] of Object.entries(this.extended)) {
      if (!Number.isInteger(count) || count < 1) throw errors.deviceCount(name, count);
    }
  }

  /**
   * The same without devices.
   * @internal
   */
  _withoutDevices(): Resources {
    return new Resources({ ...this, extended: {} });
  }

  /**
   * `resources` of a container.
   * @internal
   */
  _render(): object {
    const devices = Object.fromEntries(Object.entries(this.extended).map(([name, count]) => [name, String(count)]));
    return {
      requests: {
        cpu: cpuQuantity(this.cpuMillicores),
        memory: bytesQuantity(this.memory),
        'ephemeral-storage': bytesQuantity(this.ephemeralStorage),
        ...devices,
      },
      limits: {
        cpu: cpuQuantity(this.cpuLimitMillicores),
        memory: bytesQuantity(this.memoryLimit),
        'ephemeral-storage': bytesQuantity(this.ephemeralStorageLimit),
        ...devices,
      },
    };
  }
}

function ordered(resource: string, request: number, limit: number, unit: string): void {
  if (!Number.isInteger(request) || request <= 0) throw errors.resourceNotPositive(resource, `${request}${unit}`);
  if (!Number.isInteger(limit) || limit < request)
    throw errors.limitBelowRequest(resource, `${request}${unit}`, `${limit}${unit}`);
}
