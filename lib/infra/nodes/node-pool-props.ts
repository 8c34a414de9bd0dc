import { type NodeOs } from '../../platform';
import { type ICluster } from '../cluster/cluster';
import { type GpuShape } from './gpu-shape';
import { type NodeImage } from './node-image';
import { type NodeVolumeKey } from './node-volume-key';
import { type NodeTaint } from './taint';

/** What the node pools of any shape have in common. */
export interface NodePoolProps {
  /** The cluster that the nodes join. */
  readonly cluster: ICluster;
  /** The key of the nodes' boot volumes. */
  readonly volumeKey: NodeVolumeKey;
  /**
   * Name of the pool.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Version of Kubernetes of the nodes, at most three minors behind the control plane and never ahead of it.
   * @default - the control plane's
   */
  readonly kubernetesVersion?: string;
  /**
   * What nodes start from.
   * @default NodeImage.latest()
   */
  readonly image?: NodeImage;
  /**
   * Operating system of the image.
   * @default NodeOs.ORACLE_LINUX
   */
  readonly nodeOs?: NodeOs;
  /**
   * Availability domains of the nodes, by number from 1. Most regions have one.
   * @default [1]
   */
  readonly availabilityDomains?: readonly number[];
  /**
   * Pods that a node takes; their addresses are set aside when it starts.
   * @default 31
   */
  readonly maxPodsPerNode?: number;
  /**
   * Labels of the nodes.
   * @default - only the pool's name, `secure-llm.dev/node-pool`
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Taints of the nodes, set when they register. OKE itself taints GPU nodes.
   * @default - none
   */
  readonly taints?: readonly NodeTaint[];
  /**
   * Minutes that pods have to leave a node, 0 to 60. After that the node goes, so that a pod that does not leave holds up neither an
   * upgrade nor a deletion.
   * @default 20
   */
  readonly evictionMinutes?: number;
}

/** What makes a pool of nodes without GPUs. */
export interface SystemNodePoolProps extends NodePoolProps {
  /**
   * Number of nodes.
   * @default 3
   */
  readonly size?: number;
  /**
   * Shape of the nodes, without GPUs.
   * @default 'VM.Standard.E5.Flex'
   */
  readonly shape?: string;
  /**
   * OCPUs of a node, with a flexible shape. One is two hardware threads.
   * @default 2, with the default shape
   */
  readonly ocpus?: number;
  /**
   * Memory of a node in GB, with a flexible shape.
   * @default 16, with the default shape
   */
  readonly memoryInGb?: number;
  /**
   * Size of the boot volumes in GB, 50 to 32768.
   * @default 100
   */
  readonly bootVolumeInGb?: number;
}

/** What makes a pool of nodes with GPUs. */
export interface GpuNodePoolProps extends NodePoolProps {
  /** Shape of the nodes, from the catalogue or by its name. */
  readonly shape: GpuShapeOrName;
  /** Number of nodes. */
  readonly size: number;
  /**
   * Size of the boot volumes in GB, 50 to 32768. Images of model servers alone have 10 to 30.
   * @default 500
   */
  readonly bootVolumeInGb?: number;
  /**
   * OCID of a capacity reservation that the nodes are taken from; it is in one availability domain.
   * @default - on demand
   */
  readonly capacityReservationId?: string;
  /**
   * Whether the nodes share an RDMA network, for models that do not fit into one node.
   * @default false
   */
  readonly rdma?: boolean;
  /**
   * Whether something of your own offers the GPUs to Kubernetes, so that OKE's device plugin stays off these nodes.
   * @default false
   */
  readonly withoutDevicePlugin?: boolean;
}

/** A shape of the catalogue, or the name of any. */
export type GpuShapeOrName = GpuShape | string;
