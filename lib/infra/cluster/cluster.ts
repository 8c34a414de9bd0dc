import { type IClusterNetwork } from '../network/cluster-network';
import { type OkeVersion } from './oke-version';

/** A cluster that node pools can join. `OkeCluster` makes one; implement it to use a cluster that exists. */
export interface ICluster {
  /** OCID of the cluster. */
  readonly clusterId: string;
  /** OCID of the compartment that the cluster is in. */
  readonly compartmentId: string;
  /** Version of the control plane. */
  readonly version: OkeVersion;
  /** The network that it is in. */
  readonly network: IClusterNetwork;
}
