import { type App, Chart, Testing } from 'cdk8s';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { type DeclaredConnection, type DeclaredPeer } from '../../../lib/assurance/claims';
import { Model, NetworkPolicyEnforcer, Peer, Platform, SecretRef, SecureLlm, Weights } from '../../../lib';
import { type Connections, type IPeer } from '../../../lib/workload';
import { RULES } from '../../request-path/declared';
import { DNS } from './request-path';

/** What the library writes for a stack like the quickstart's, and the connections that the program declared. */
export interface Synthesized {
  readonly documents: DocumentSet;
  readonly connections: readonly DeclaredConnection[];
}

/** @returns the quickstart, with other documents beside it */
export function quickstart(...others: readonly object[]): Synthesized {
  const app = Testing.app();
  const stack = new SecureLlm(app, 'assistant', {
    platform: Platform.kubernetes({ kubernetesVersion: '1.36', networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM }),
    models: [
      Model.llamaCpp('qwen2.5-0.5b-instruct', {
        weights: Weights.claim('qwen-weights', { path: 'qwen2.5-0.5b-instruct-q4_k_m.gguf' }),
      }),
    ],
    rules: RULES,
    systemPrompt: SecretRef.key('assistant', 'system-prompt'),
    callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
  });
  const tiers = [stack.guardrail, stack.outputProcessor, ...stack.inferenceServers];
  return {
    documents: DocumentSet.of([...documentsOf(app), ...others]),
    connections: tiers.flatMap((tier) => declaredBy(tier)),
  };
}

function documentsOf(app: App): object[] {
  return app.node
    .findAll()
    .filter((construct) => Chart.isChart(construct))
    .flatMap((chart) => Testing.synth(chart) as object[]);
}

function declaredBy(tier: IPeer & { readonly connections: Connections }): DeclaredConnection[] {
  const own = tier.peer._selector as DeclaredPeer;
  const { _ingress: ingress, _egress: egress } = tier.connections;
  return [
    ...ingress.list().map(({ peer, port }) => ({ from: peer._selector, to: own, port: port.toString() })),
    ...egress.list().map(({ peer, port }) => ({ from: own, to: peer._selector, port: port.toString() })),
    ...(egress.needNames ? ['TCP/53', 'UDP/53'].map((port) => ({ from: own, to: DNS, port })) : []),
  ];
}
