import { type GroupName } from './flow';
import { type SubnetName, type SubnetPlan } from './subnet-plan';

/** A network that a cluster can be in. `PrivateNetwork` makes one; implement it to use a network that exists. */
export interface IClusterNetwork {
  /** OCID of the VCN. */
  readonly vcnId: string;
  /** Which addresses each subnet has. */
  readonly plan: SubnetPlan;
  /** OCID of a subnet. */
  subnetId(name: SubnetName): string;
  /** OCID of the network security group of a part of the cluster. */
  groupId(name: GroupName): string;
}
