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
  podSpecOf,
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

  describe('with a releaser of another program', () => {
    const RELEASER = pods('pipelines', { 'secure-llm.dev/workload': 'releaser' });
    const ELSE = pods('pipelines', { 'secure-llm.dev/workload': 'train-and-validate' });
    const context = { ...CONTEXT, releasers: ['user system:serviceaccount:pipelines:releaser'] };
    const letIn =
      (tier: string, port: number | undefined, from: object = RELEASER) =>
      (documents: Draft[]): void => {
        const ports = port === undefined ? {} : { ports: [{ port, protocol: 'TCP' }] };
        rulesOf(documents, tier, 'ingress').push({ from: [from], ...ports });
      };
    const past = (tier: string): string =>
      `any pod with secure-llm.dev/workload = releaser in namespace pipelines → Deployment ${tier}`;
    const TO_INFERENCE = 'Deployment inference/llama passes without';

    test('holds while it sees the metrics of the guards and asks the guardrail', () => {
      const documents = changed((drafts) => {
        letIn('output-processor', 9090)(drafts);
        letIn('guardrail', 9090)(drafts);
        letIn('guardrail', 8000)(drafts);
      });
      const { outcome, counterexamples } = r9.judge(documents, context);
      expect({ outcome, counterexamples }).toEqual({ outcome: ClaimOutcome.PROVEN, counterexamples: [] });
    });

    test.each<[string, (documents: Draft[]) => void, string]>([
      [
        'sends prompts to the output processor',
        letIn('output-processor', 8000),
        `${past('output/output-processor')} → ${TO_INFERENCE} any guardrail before the output processor`,
      ],
      [
        'reaches every port of the output processor',
        letIn('output-processor', undefined),
        `${past('output/output-processor')} → ${TO_INFERENCE} any guardrail before the output processor`,
      ],
      [
        'reaches the model server',
        letIn('llama', 8000),
        `${past('inference/llama')} passes without any output processor`,
      ],
      [
        'reaches a port of the model server that is called like the one of metrics',
        letIn('llama', 9090),
        `${past('inference/llama')} passes without any output processor`,
      ],
      [
        'asks a guardrail that goes past the output processor',
        (documents) => {
          rulesOf(documents, 'guardrail', 'ingress').length = 0;
          letIn('guardrail', 8000)(documents);
          connect(documents, ['guardrail', GUARDRAIL], ['llama', LLAMA]);
        },
        `${past('guardrail/guardrail')} → ${TO_INFERENCE} any output processor`,
      ],
    ])('is refuted if it %s', (_, change, sentence) => {
      const { outcome, counterexamples } = r9.judge(changed(change), context);
      expect(outcome).toBe(ClaimOutcome.REFUTED);
      expect(counterexamples.map((each) => each.sentence)).toEqual([sentence]);
    });

    test('is refuted if the port of the metrics serves prompts too', () => {
      const documents = changed((drafts) => {
        letIn('output-processor', 9090)(drafts);
        const { ports } = podSpecOf(the(drafts, 'Deployment', 'output-processor')).containers[0] as { ports: object[] };
        ports.push({ name: 'prompts', containerPort: 9090, protocol: 'TCP' });
      });
      expect(r9.judge(documents, context).outcome).toBe(ClaimOutcome.REFUTED);
    });

    test.each([
      ['other pods of its namespace see the metrics', letIn('output-processor', 9090, ELSE), context],
      ['it is no releaser to the admission rules', letIn('output-processor', 9090), CONTEXT],
    ])('is refuted if %s', (_, change, told) => {
      expect(r9.judge(changed(change), told).outcome).toBe(ClaimOutcome.REFUTED);
    });
  });

  test('holds of a model server that nobody reaches', () => {
    const documents = changed((drafts) => {
      rulesOf(drafts, 'llama', 'ingress').length = 0;
    });
    expect(r9.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
