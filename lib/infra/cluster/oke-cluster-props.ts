import { type IClusterNetwork } from '../network/cluster-network';
import { type OidcAuthentication } from './oidc-authentication';

/** What makes a cluster. */
export interface OkeClusterProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** The network that the cluster is in. */
  readonly network: IClusterNetwork;
  /**
   * OCID of the AES key that encrypts the cluster's Secrets. It can be set only when the cluster is made, and whoever deletes the key
   * makes them unreadable.
   */
  readonly secretsKeyId: string;
  /**
   * Version of the control plane: a minor, for the newest patch that this library knows, or a whole version.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * Name of the cluster.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Network of Kubernetes Services: IPv4, from /12 to /29, outside of the VCN.
   * @default '10.96.0.0/16'
   */
  readonly servicesCidr?: string;
  /**
   * OCIDs of RSA keys, at most 5: only images of the region's registry that one of them signed can run, also those of Calico and of
   * the add-ons that you install. They must then be named by digest.
   * @default - no signature is asked for
   */
  readonly imageSigningKeyIds?: readonly string[];
  /**
   * An identity provider whose users the Kubernetes API knows, beside OCI's.
   * @default - OCI's users only
   */
  readonly oidc?: OidcAuthentication;
  /**
   * OCID of the log group of the control plane's logs.
   * @default - one of its own
   */
  readonly logGroupId?: string;
  /**
   * Days that the control plane's logs are kept: 30, 60, 90, 120, 150 or 180.
   * @default 180
   */
  readonly logRetentionDays?: number;
  /**
   * Whether a plan that would delete the cluster fails.
   * @default true
   */
  readonly deletionProtection?: boolean;
}
