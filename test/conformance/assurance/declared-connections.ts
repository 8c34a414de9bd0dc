import { type ClaimContext, type DeclaredConnection, type DeclaredPeer } from '../../../lib/assurance/claims';
import { NETWORK } from '../cluster/network';
import { CALLER, type Stack } from '../stack/stack';
import { DEPLOYERS } from './users';

/** What the claims are told about the quickstart: its connections, as its README draws them. */
export function claimContext(stack: Stack): ClaimContext {
  const caller = peer(CALLER.namespace, { app: 'frontend' });
  const dns = peer('kube-system', { 'k8s-app': 'kube-dns' });
  const [guardrail, output, inference] = [stack.guardrail, stack.outputProcessor, stack.inference].map(
    ({ namespace, name }) => peer(namespace, { 'secure-llm.dev/workload': name }),
  ) as [DeclaredPeer, DeclaredPeer, DeclaredPeer];
  const connections: DeclaredConnection[] = [
    { from: caller, to: guardrail, port: 'TCP/8000' },
    { from: guardrail, to: output, port: 'TCP/8000' },
    { from: output, to: inference, port: 'TCP/8000' },
    ...[guardrail, output].flatMap((from) => ['TCP/53', 'UDP/53'].map((port) => ({ from, to: dns, port }))),
  ];
  return {
    connections,
    apiServerCidrs: [`${NETWORK.node}/32`, `${NETWORK.apiServerService}/32`],
    deployers: [`group ${DEPLOYERS}`],
  };
}

function peer(namespace: string, matchLabels: Readonly<Record<string, string>>): DeclaredPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels },
  };
}
