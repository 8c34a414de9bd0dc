import { type NetworkPolicyEnforcer } from './network-policy-enforcer';
import { type PlatformOptions } from './platform-options';

/** Properties of `Platform.kubernetes()`. */
export interface KubernetesPlatformProps extends PlatformOptions {
  /** What enforces NetworkPolicies in this cluster. Required, because without one every policy is ignored silently. */
  readonly networkPolicyEnforcer: NetworkPolicyEnforcer;
}
