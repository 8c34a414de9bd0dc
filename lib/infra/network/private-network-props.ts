import { type TerraformWaiver } from '../rules/waive';
import { type EgressNetwork } from './cluster-flows';
import { type SubnetCidrs } from './subnet-plan';

/** What makes a private network. */
export interface PrivateNetworkProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /**
   * Part of every name in the console.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Network of the VCN, from /16 to /20 when its subnets are cut from it.
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
  /**
   * Networks of single subnets.
   * @default - half for pods, an eighth for nodes, the rest small
   */
  readonly subnets?: SubnetCidrs;
  /**
   * Networks that may open HTTPS connections to load balancers.
   * @default - none: only what is in the cluster
   */
  readonly clientCidrs?: readonly string[];
  /**
   * Networks that may open connections to the Kubernetes API, for example of a VPN.
   * @default - none: people come through the bastion
   */
  readonly administratorCidrs?: readonly string[];
  /**
   * Networks outside of the VCN that nodes and pods may connect to, through the NAT gateway.
   * @default - none: images come from the region's registry, through the service gateway
   */
  readonly egress?: readonly EgressNetwork[];
  /**
   * Lets nodes and pods open TCP connections to the whole internet, for the reason that is given.
   * @default - they may not
   */
  readonly dangerouslyAllowInternetEgress?: Omit<TerraformWaiver, 'rule'>;
  /**
   * Whether there is a subnet for databases, which pods reach by the MySQL protocol.
   * @default false
   */
  readonly database?: boolean;
  /**
   * OCID of the log group of the flow logs.
   * @default - one of its own
   */
  readonly logGroupId?: string;
  /**
   * Days that flow logs are kept: 30, 60, 90, 120, 150 or 180.
   * @default 180
   */
  readonly logRetentionDays?: number;
}
