import { type Duration, type Size } from 'cdk8s';
import { type EnvVar, type ImageRef, type Mount, type Toleration } from '../../workload';
import { type Argument } from './argument';

/** What a step runs and needs. */
export interface ComponentProps {
  /** Name: lower-case letters, digits and dashes. */
  readonly name: string;
  /** Image of the step; the zone's lock pins it. */
  readonly image: ImageRef;
  /** The program and its first arguments; required, because Kubeflow starts it through a program of its own. */
  readonly command: string[];
  /**
   * Further arguments. The ports among them are the component's inputs and outputs.
   * @default - none
   */
  readonly args?: readonly Argument[];
  /**
   * Fixed, public environment variables.
   * @default - none
   */
  readonly env?: readonly EnvVar[];
  /** CPU that is set aside, in thousandths of a core. */
  readonly cpuMillicores: number;
  /**
   * CPU at most, in thousandths of a core.
   * @default - cpuMillicores
   */
  readonly cpuLimitMillicores?: number;
  /** Memory that is set aside. */
  readonly memory: Size;
  /**
   * Memory at most.
   * @default - memory
   */
  readonly memoryLimit?: Size;
  /**
   * GPUs, under the resource name of the platform. The taint of GPU nodes is tolerated.
   * @default 0
   */
  readonly gpus?: number;
  /**
   * Secrets as files (the step sees every key of the Secret), scratch space, shared memory at /dev/shm, and claims, which Kubeflow
   * mounts writable.
   * @default - none
   */
  readonly mounts?: readonly Mount[];
  /**
   * Labels that a node must have.
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Taints that the pod puts up with.
   * @default - that of GPU nodes if it has GPUs, else none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * User id, at least 10001.
   * @default 10001
   */
  readonly uid?: number;
  /**
   * Group id, at least 10001.
   * @default 10001
   */
  readonly gid?: number;
  /**
   * How long one attempt may take.
   * @default - as long as the run may
   */
  readonly timeout?: Duration;
}
