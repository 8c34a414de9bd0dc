import { type TerraformStack } from 'cdktf';
import { type ICluster, type IClusterNetwork, NodeVolumeKey, OkeVersion, SubnetPlan } from '../../lib/infra';
import { Cidr } from '../../lib/platform';
import { CLUSTER, COMPARTMENT, KEY } from './synthesized';

/** A network that exists already, as a program describes one. */
export const NETWORK: IClusterNetwork = {
  vcnId: 'ocid1.vcn.oc1.eu-zurich-1.aaaa',
  plan: SubnetPlan.of(Cidr.parse('10.0.0.0/16'), {}),
  subnetId: (name) => `ocid1.subnet.oc1.eu-zurich-1.${name.toLowerCase()}`,
  groupId: (name) => `ocid1.networksecuritygroup.oc1.eu-zurich-1.${name}`,
};

/** A cluster that exists already. */
export const existingCluster = (version = '1.36'): ICluster => ({
  clusterId: CLUSTER,
  compartmentId: COMPARTMENT,
  version: OkeVersion.ofControlPlane(version),
  network: NETWORK,
});

/** The key of the nodes' volumes, in a stack. */
export const volumeKey = (stack: TerraformStack): NodeVolumeKey =>
  new NodeVolumeKey(stack, 'volumes', { compartmentId: COMPARTMENT, keyId: KEY });
