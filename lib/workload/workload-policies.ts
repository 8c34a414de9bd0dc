import { k8s } from 'cdk8s-plus-28';
import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { type Platform } from '../platform';
import { clusterDns } from './cluster-dns';
import { type Connections } from './connections';
import { LabelKey } from './labels';
import { policyPort } from './policy-rules';

interface WorkloadPoliciesProps {
  readonly name: string;
  readonly namespace: string;
  readonly connections: Connections;
  readonly platform: Platform;
}

/**
 * The two network policies of a workload, one per direction. Both exist even when nothing is open: they isolate the pods
 * by themselves, also where the namespace has no default deny.
 */
export class WorkloadPolicies extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadPoliciesProps) {
    super(scope, id);
    const { name, namespace, connections, platform } = props;
    const podSelector = { matchLabels: { [LabelKey.WORKLOAD]: name } };
    new k8s.KubeNetworkPolicy(this, 'Ingress', {
      metadata: { name: `${name}-ingress`, namespace },
      spec: Lazy.any({
        produce: () => ({ podSelector, policyTypes: ['Ingress'], ...ingress(connections) }),
      }) as k8s.NetworkPolicySpec,
    });
    new k8s.KubeNetworkPolicy(this, 'Egress', {
      metadata: { name: `${name}-egress`, namespace },
      spec: Lazy.any({
        produce: () => ({ podSelector, policyTypes: ['Egress'], ...egress(connections, platform) }),
      }) as k8s.NetworkPolicySpec,
    });
  }
}

/** Without rules the field is left out: some evaluators read an empty list as "allow everything". */
function ingress(connections: Connections): Partial<k8s.NetworkPolicySpec> {
  const rules = connections._ingress
    .perPeer()
    // a rule without peers means everyone; one with an empty peer would be refused
    .map(({ peer, ports }) => (Object.keys(peer).length === 0 ? { ports } : { from: [peer], ports }));
  return rules.length > 0 ? { ingress: rules } : {};
}

function egress(connections: Connections, platform: Platform): Partial<k8s.NetworkPolicySpec> {
  const rules = connections._egress.perPeer().map(({ peer, ports }) => ({ to: [peer], ports }));
  if (connections._egress.needNames) {
    const { peer, ports } = clusterDns(platform);
    rules.push({ to: [peer], ports: ports.map(policyPort) });
  }
  return rules.length > 0 ? { egress: rules } : {};
}
