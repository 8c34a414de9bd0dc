import { type App, Chart, Testing } from 'cdk8s';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { type DeclaredConnection } from '../../../lib/assurance/claims';
import { Model, NetworkPolicyEnforcer, Peer, Platform, SecretRef, SecureLlm, Weights } from '../../../lib';
import { declaredConnections } from '../../../lib/workload/declared-connections';
import { RULES } from '../../request-path/declared';

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
  return {
    documents: DocumentSet.of([...documentsOf(app), ...others]),
    connections: declaredConnections(stack.zones.flatMap(({ workloads }) => workloads)),
  };
}

function documentsOf(app: App): object[] {
  return app.node
    .findAll()
    .filter((construct) => Chart.isChart(construct))
    .flatMap((chart) => Testing.synth(chart) as object[]);
}
