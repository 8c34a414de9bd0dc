import { type EnvVar } from './env-var';
import { type HardeningOptOuts } from './hardening-opt-outs';
import { type ImagePullPolicy } from './image-pull-policy';
import { type ImageRef } from './image-ref';
import { type InitContainer } from './init-container';
import { type Mount } from './mount';
import { type Resources } from './resources';
import { type Toleration } from './toleration';

/** What runs in a pod, and what it needs, whatever makes the pod; everything not named here is closed. */
export interface PodProps extends HardeningOptOuts {
  /**
   * Name of what makes the pods, of their ServiceAccount and Service, and the pods' identity: a DNS label of at most 52
   * characters that starts with a letter.
   * @default - the construct id
   */
  readonly name?: string;
  /** Image of the main container. */
  readonly image: ImageRef;
  /**
   * Program instead of the image's entry point.
   * @default - the image's entry point
   */
  readonly command?: string[];
  /**
   * Arguments. May be a `Lazy` of a list when they are known only after construction.
   * @default - the image's arguments
   */
  readonly args?: string[];
  /**
   * Environment variables; never for secrets.
   * @default - none
   */
  readonly env?: readonly EnvVar[];
  /**
   * Files, scratch space and volumes.
   * @default - none: nothing is writable
   */
  readonly mounts?: readonly Mount[];
  /**
   * Whether the program reads its secret files again while it runs. If not, its pods are replaced when a secret's version
   * changes, where versions are known.
   * @default false
   */
  readonly rereadsSecrets?: boolean;
  /** Requests and limits of the main container. */
  readonly resources: Resources;
  /**
   * Containers that must end well first, in this order.
   * @default - none
   */
  readonly initContainers?: readonly InitContainer[];
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
   * Group that owns mounted files.
   * @default - gid
   */
  readonly fsGroup?: number;
  /**
   * Seconds from the start of the shutdown, preStop included, to the kill.
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * PriorityClass of the pods; it must exist.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * Labels that a node must have.
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Taints that the pods put up with.
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * RuntimeClass of the pods, for example a sandboxed one; it must exist.
   * @default - the cluster's default
   */
  readonly runtimeClassName?: string;
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };
  /**
   * When the node asks the registry.
   * @default - that of the zone
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}
