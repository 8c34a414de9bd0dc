import { document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const CILIUM = document('cilium.io/v2', 'CiliumNetworkPolicy', { name: 'allow-all', namespace: ZONE }, { spec: {} });
const CALICO = document('crd.projectcalico.org/v1', 'GlobalNetworkPolicy', { name: 'allow-all' }, { spec: {} });
const ADMIN = document(
  'policy.networking.k8s.io/v1alpha2',
  'ClusterNetworkPolicy',
  { name: 'allow-all' },
  { spec: {} },
);

export const cases: readonly PolicyCase[] = [
  denies('a policy of Cilium in a zone', CILIUM),
  allows('a policy of Cilium outside', { ...CILIUM, metadata: { ...CILIUM.metadata, namespace: OUTSIDE } }),
  denies('a policy of Calico for the whole cluster', CALICO),
  denies('a policy of administrators', ADMIN),
  allows('the policy is excepted', CALICO, { exceptions: ['foreign-network-policies GlobalNetworkPolicy /allow-all'] }),
];
