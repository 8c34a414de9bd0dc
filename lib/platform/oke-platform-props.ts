import { type NetworkPolicyEnforcer } from './network-policy-enforcer';
import { type PlatformOptions } from './platform-options';

/** Properties of `Platform.oke()`. */
export interface OkePlatformProps extends PlatformOptions {
  /** Region identifier of the cluster, like `eu-zurich-1`. */
  readonly region: string;
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
