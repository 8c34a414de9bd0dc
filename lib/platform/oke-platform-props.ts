import { type NetworkPolicyEnforcer } from './network-policy-enforcer';
import { type PlatformOptions } from './platform-options';
import { type PlatformOutputs } from './platform-outputs';

/** Properties of `Platform.oke()`. */
export interface OkePlatformProps extends PlatformOptions {
  /**
   * Region identifier of the cluster, like `eu-zurich-1`.
   * @default - the one of the outputs; one of both is needed
   */
  readonly region?: string;
  /**
   * What Terraform knows about the cluster: region, version, operating system, name of GPUs, networks of the API server and the nodes.
   * What is given beside it must agree, or is what a program wants otherwise.
   * @default - nothing is known but what is given
   */
  readonly outputs?: PlatformOutputs;
  /**
   * Whether a well-formed region that this library does not know is accepted, because it is newer.
   * @default false
   */
  readonly allowUnknownRegion?: boolean;
  /**
   * What enforces NetworkPolicies. OKE enforces none by itself, and has no add-on for it: it must be installed.
   * @default NetworkPolicyEnforcer.CALICO
   */
  readonly networkPolicyEnforcer?: NetworkPolicyEnforcer;
}
