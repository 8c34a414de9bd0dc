import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r3 } from '../../../lib/assurance/claims/r3-inference-egress';
import { counterexample, holdsUntil } from './refuted';
import {
  changed,
  CONTEXT,
  DNS,
  type Draft,
  GUARDRAIL,
  networkPolicy,
  OUTPUT,
  podSpecOf,
  specOf,
  the,
} from './request-path';

const llamaMay =
  (...egress: object[]) =>
  (documents: Draft[]) => {
    specOf(the(documents, 'NetworkPolicy', 'llama-egress')).egress = egress;
  };
const BY = 'by NetworkPolicy inference/llama-egress';

describe('claim R3', () => {
  holdsUntil(r3, [
    {
      title: 'DNS',
      change: llamaMay({ to: [DNS], ports: [{ port: 53, protocol: 'UDP' }] }),
      sentence: `Deployment inference/llama can connect to any pod with k8s-app = kube-dns in namespace kube-system on UDP/53, ${BY}`,
    },
    {
      title: 'the whole Internet',
      change: llamaMay({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }),
      sentence: `Deployment inference/llama can connect to any address in 0.0.0.0/0 on TCP/443, ${BY}`,
    },
    {
      title: 'an empty rule',
      change: llamaMay({}),
      sentence: `Deployment inference/llama can connect to any pod in any namespace on every port, ${BY}`,
    },
    {
      title: 'a peer that lets nobody in today',
      change: llamaMay({ to: [GUARDRAIL], ports: [{ port: 8000 }] }),
      sentence: `Deployment inference/llama is let out to any pod with secure-llm.dev/workload = guardrail in namespace guardrail on TCP/8000, ${BY}`,
    },
    {
      title: 'another policy of its namespace',
      change: (documents) => {
        documents.push(
          networkPolicy('inference', 'telemetry', {
            podSelector: {},
            policyTypes: ['Egress'],
            egress: [{ ports: [{ port: 4317 }] }],
          }),
        );
      },
      sentence:
        'Deployment inference/llama can connect to any pod in any namespace on TCP/4317, by NetworkPolicy inference/telemetry',
    },
    {
      title: 'egress that is isolated no longer',
      change: (documents) => {
        specOf(the(documents, 'NetworkPolicy', 'default-deny', 'inference')).policyTypes = ['Ingress'];
        specOf(the(documents, 'NetworkPolicy', 'llama-egress')).policyTypes = ['Ingress'];
      },
      sentence:
        'Deployment inference/llama can connect to any pod in any namespace on every port, because no policy isolates it for egress',
    },
  ]);

  test('holds of egress that is declared', () => {
    const documents = changed(llamaMay({ to: [OUTPUT], ports: [{ port: 4317 }] }));
    const connections = [
      ...(CONTEXT.connections ?? []),
      { from: { ...CONTEXT.connections?.[2]?.to }, to: OUTPUT, port: 'TCP/4317' },
    ];
    expect(r3.judge(documents, { ...CONTEXT, connections }).outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('names an address that can be tried', () => {
    const { example } = counterexample(r3, llamaMay({ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }));
    expect(example).toMatchObject({ stranger: { address: '203.0.113.1' }, opensFrom: 'workload', protocol: 'TCP' });
  });

  test('knows a model server by the arguments that name what it serves, by its zone, or because it is told', () => {
    const rename = (documents: Draft[]): void => {
      the(documents, 'Namespace', 'inference').metadata.labels = { 'secure-llm.dev/zone': 'models' };
      llamaMay({})(documents);
    };
    const outcome = (change: (documents: Draft[]) => void, context = CONTEXT): ClaimOutcome =>
      r3.judge(changed(change), context).outcome;
    const bare = (documents: Draft[]): void => {
      rename(documents);
      for (const container of podSpecOf(the(documents, 'Deployment', 'llama')).containers) delete container.args;
    };
    expect(outcome(rename)).toBe(ClaimOutcome.REFUTED);
    expect(outcome(bare)).toBe(ClaimOutcome.UNDECIDABLE);
    expect(outcome(bare, { ...CONTEXT, tiers: { 'inference/llama': 'inference' } })).toBe(ClaimOutcome.REFUTED);
  });
});
