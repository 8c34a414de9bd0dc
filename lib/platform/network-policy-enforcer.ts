/**
 * What makes NetworkPolicies effective. A cluster without an enforcer accepts them and ignores them: neither flannel nor
 * the VCN-native network of OKE enforces any (docs.oracle.com, "Installing Calico and Setting Up Network Policies", read 2026-09-05).
 */
export enum NetworkPolicyEnforcer {
  /** Calico; on OKE in policy-only mode beside the VCN-native network, the combination that Oracle supports. */
  CALICO = 'calico',
  /** Cilium, as the network itself or chained. */
  CILIUM = 'cilium',
  /** Another enforcer of `networking.k8s.io/v1` NetworkPolicies. */
  OTHER = 'other',
}
