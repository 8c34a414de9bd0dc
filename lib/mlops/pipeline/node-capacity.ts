import { type Size } from 'cdk8s';
import { capacityInvalid } from './errors';

/** What one node of a pool offers to pods. What is left out is not known, and nothing is refused for it. */
export interface NodeCapacityProps {
  /** Name of the pool, for messages. */
  readonly name: string;
  /**
   * GPUs of a node.
   * @default 0
   */
  readonly gpus?: number;
  /**
   * CPU of a node that pods may ask for, in thousandths of a core.
   * @default - not known
   */
  readonly cpuMillicores?: number;
  /**
   * Memory of a node that pods may ask for.
   * @default - not known
   */
  readonly memory?: Size;
  /**
   * Labels of the nodes.
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Keys of the taints of the nodes.
   * @default - that of the platform's GPU nodes where there are GPUs, else none
   */
  readonly taintKeys?: readonly string[];
}

/**
 * What one node of a pool offers, so that a step that fits on none is found before it waits for ever. A Kubernetes program does not
 * see the Terraform program's `GpuNodePool`; this is the part of it that steps care about.
 */
export class NodeCapacity {
  /** @throws if a number is negative or not whole */
  public static of(props: NodeCapacityProps): NodeCapacity {
    const counts = { gpus: props.gpus, cpuMillicores: props.cpuMillicores };
    for (const [field, count] of Object.entries(counts)) {
      if (count !== undefined && (!Number.isInteger(count) || count < 0))
        throw capacityInvalid(props.name, field, count);
    }
    return new NodeCapacity(props);
  }

  /** Name of the pool. */
  public readonly name: string;
  /** GPUs of a node. */
  public readonly gpus: number;
  /** CPU of a node in thousandths of a core; undefined if not known. */
  public readonly cpuMillicores?: number;
  /** Memory of a node; undefined if not known. */
  public readonly memory?: Size;
  /** Labels of the nodes. */
  public readonly labels: { readonly [key: string]: string };
  /**
   * Keys of the taints; undefined for those of the platform.
   * @internal
   */
  public readonly _taintKeys?: readonly string[];

  private constructor(props: NodeCapacityProps) {
    this.name = props.name;
    this.gpus = props.gpus ?? 0;
    this.cpuMillicores = props.cpuMillicores;
    this.memory = props.memory;
    this.labels = { ...props.labels };
    this._taintKeys = props.taintKeys;
  }
}
