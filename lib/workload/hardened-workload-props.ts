import { type EnvVar } from './env-var';
import { type HardeningOptOuts } from './hardening-opt-outs';
import { type ImagePullPolicy } from './image-pull-policy';
import { type ImageRef } from './image-ref';
import { type InitContainer } from './init-container';
import { type Mount } from './mount';
import { type Port } from './port';
import { type Probe } from './probe';
import { type Resources } from './resources';
import { type Rollout } from './rollout';
import { type Toleration } from './toleration';

/** What runs, and what it needs; everything not named here is closed. */
export interface HardenedWorkloadProps extends HardeningOptOuts {
  /** Image of the main container. */
  readonly image: ImageRef;
  /**
   * Name of the Deployment, the Service, the ServiceAccount and the pods' identity: a DNS label of at most 52 characters
   * that starts with a letter.
   * @default - the construct id
   */
  readonly name?: string;
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
   * Ports that it serves, at least 1024, with different names. A Service offers them under the same numbers. The first
   * one is what a connection means that names no port.
   * @default - none, and no Service
   */
  readonly ports?: readonly Port[];
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
  /** Asked until it passes once; nothing else is asked before. Its budget must cover the slowest start. */
  readonly startupProbe: Probe;
  /** Decides whether the pod gets traffic. */
  readonly readinessProbe: Probe;
  /** Decides whether the container is restarted; must differ from the readiness probe. */
  readonly livenessProbe: Probe;
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
   * Number of pods.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How a new version replaces the old one.
   * @default Rollout.surge()
   */
  readonly rollout?: Rollout;
  /**
   * Pods that a node drain may take away at once.
   * @default 1
   */
  readonly maxDisruptedPods?: number;
  /**
   * Seconds between leaving the Service and the stop signal, so that no new connection arrives any more.
   * @default 5
   */
  readonly preStopSleepSeconds?: number;
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
