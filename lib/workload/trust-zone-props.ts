import { type Size } from 'cdk8s';
import { type Platform } from '../platform';
import { type ImagePullPolicy } from './image-pull-policy';
import { type ImagesLock } from './images-lock';

/** What every zone needs. */
export interface ZoneProps {
  /** Where the zone runs. */
  readonly platform: Platform;
  /**
   * Digests of the images.
   * @default - images stay pinned to their versions and are listed in `imagesWithoutDigest`
   */
  readonly imagesLock?: ImagesLock;
  /**
   * When nodes ask the registry, for every workload of the zone that does not say otherwise.
   * @default ImagePullPolicy.ALWAYS
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}

/**
 * A new zone. The quota amounts are sums over all pods; by default they fit the declared workloads with every pod
 * counted twice, because pods that are shutting down count until they are gone.
 * Pods of objects that are no `HardenedWorkload` are not counted: state the amounts when the zone has such pods.
 */
export interface TrustZoneProps extends ZoneProps {
  /**
   * Name of the Namespace.
   * @default - the construct id
   */
  readonly namespace?: string;
  /**
   * Pods at most.
   * @default - fits the declared workloads
   */
  readonly maxPods?: number;
  /**
   * Sum of the CPU limits at most, in thousandths of a core.
   * @default - fits the declared workloads
   */
  readonly maxCpuMillicores?: number;
  /**
   * Sum of the memory limits at most.
   * @default - fits the declared workloads
   */
  readonly maxMemory?: Size;
  /**
   * Sum of the local disk limits at most.
   * @default - fits the declared workloads
   */
  readonly maxEphemeralStorage?: Size;
  /**
   * Whole devices at most, by resource name.
   * @default - fits the declared workloads
   */
  readonly maxDevices?: { readonly [resourceName: string]: number };
}

/** A namespace that somebody else made. What is not stated here cannot be known at synth and becomes a finding. */
export interface ExistingTrustZoneProps extends ZoneProps {
  /** Name of the Namespace. */
  readonly namespace: string;
  /**
   * Labels that the Namespace carries.
   * @default - unknown: a finding
   */
  readonly namespaceLabels?: { readonly [key: string]: string };
  /**
   * Whether a NetworkPolicy there denies everything in both directions by default.
   * @default false
   */
  readonly hasDefaultDeny?: boolean;
}
