import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r9 } from '../../../lib/assurance/claims/r9-dominance';
import { counterexample, holdsUntil } from './refuted';
import {
  changed,
  CONTEXT,
  deployment,
  type Draft,
  FRONTEND,
  GUARDRAIL,
  LLAMA,
  networkPolicy,
  OUTPUT,
  pods,
  specOf,
  the,
} from './request-path';

const rulesOf = (documents: Draft[], name: string, direction: 'ingress' | 'egress'): object[] => {
  const spec = specOf(the(documents, 'NetworkPolicy', `${name}-${direction}`));
  spec[direction] ??= [];
  return spec[direction] as object[];
};
const connect = (documents: Draft[], from: [string, object], to: [string, object]): void => {
  rulesOf(documents, from[0], 'egress').push({ to: [to[1]], ports: [{ port: 8000 }] });
  rulesOf(documents, to[0], 'ingress').push({ from: [from[1]], ports: [{ port: 8000 }] });
};

describe('claim R9', () => {
  holdsUntil(r9, [
    {
      title: 'a caller that reaches the model server',
      change: (documents) => rulesOf(documents, 'llama', 'ingress').push({ from: [FRONTEND], ports: [{ port: 8000 }] }),
      sentence:
        'any pod with app = frontend in namespace shop → Deployment inference/llama passes without any output processor',
    },
    {
      title: 'a caller that reaches the output processor',
      change: (documents) => rulesOf(documents, 'output-processor', 'ingress').push({ from: [FRONTEND] }),
      sentence:
        'any pod with app = frontend in namespace shop → Deployment output/output-processor → Deployment inference/llama passes without any guardrail before the output processor',
    },
    {
      title: 'a guardrail that reaches the model server past the output processor',
      change: (documents) => connect(documents, ['guardrail', GUARDRAIL], ['llama', LLAMA]),
      sentence:
        'any pod with app = frontend in namespace shop → Deployment guardrail/guardrail → Deployment inference/llama passes without any output processor',
    },
    {
      title: 'a path that passes both in the wrong order',
      change: (documents) => {
        rulesOf(documents, 'guardrail', 'ingress').length = 0;
        rulesOf(documents, 'output-processor', 'ingress').length = 0;
        rulesOf(documents, 'llama', 'ingress').length = 0;
        rulesOf(documents, 'output-processor', 'ingress').push({ from: [FRONTEND] });
        connect(documents, ['output-processor', OUTPUT], ['guardrail', GUARDRAIL]);
        connect(documents, ['guardrail', GUARDRAIL], ['llama', LLAMA]);
      },
      sentence:
        'any pod with app = frontend in namespace shop → Deployment output/output-processor → Deployment guardrail/guardrail → Deployment inference/llama passes without any guardrail before the output processor',
    },
    {
      title: 'another workload of a zone that outsiders reach',
      change: (documents) => {
        const cache = pods('inference', { 'secure-llm.dev/workload': 'cache' });
        documents.push(
          deployment('inference', 'cache', { 'secure-llm.dev/workload': 'cache' }, { containers: [{ name: 'cache' }] }),
          networkPolicy('inference', 'cache-ingress', {
            podSelector: cache.podSelector,
            policyTypes: ['Ingress'],
            ingress: [{ from: [{ namespaceSelector: {} }] }],
          }),
          networkPolicy('inference', 'cache-egress', {
            podSelector: cache.podSelector,
            policyTypes: ['Egress'],
            egress: [{ to: [LLAMA] }],
          }),
        );
        rulesOf(documents, 'llama', 'ingress').push({ from: [cache] });
      },
      context: { ...CONTEXT, tiers: { 'inference/cache': 'output-processor' } },
      sentence:
        'any pod in any namespace but guardrail, inference, output → Deployment inference/cache → Deployment inference/llama passes without any guardrail before the output processor',
    },
  ]);

  test('is decided on the policies, whatever is declared', () => {
    const change = (documents: Draft[]): void => {
      rulesOf(documents, 'llama', 'ingress').push({ from: [FRONTEND] });
    };
    const declared = [...(CONTEXT.connections ?? []), { from: FRONTEND, to: LLAMA, port: 'TCP/8000' }];
    expect(r9.judge(changed(change), { ...CONTEXT, connections: declared }).outcome).toBe(ClaimOutcome.REFUTED);
    expect(counterexample(r9, change).letBy.map(({ name }) => name)).toEqual(['llama-ingress']);
  });

  test('holds of a model server that nobody reaches', () => {
    const documents = changed((drafts) => {
      rulesOf(drafts, 'llama', 'ingress').length = 0;
    });
    expect(r9.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
