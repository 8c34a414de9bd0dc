import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r1 } from '../../../lib/assurance/claims/r1-predecessors';
import { counterexample, holdsUntil } from './refuted';
import {
  changed,
  CONTEXT,
  deployment,
  type Draft,
  FRONTEND,
  LLAMA,
  namespace,
  networkPolicy,
  pods,
  specOf,
  the,
} from './request-path';

const ingressOf = (documents: Draft[], name: string): { from?: unknown[]; ports?: unknown[] }[] =>
  specOf(the(documents, 'NetworkPolicy', `${name}-ingress`)).ingress as { from?: unknown[]; ports?: unknown[] }[];
const setPeer = (name: string, peer: object) => (documents: Draft[]) => {
  ingressOf(documents, name)[0] = { ...ingressOf(documents, name)[0], from: [peer] };
};
const outputIdentity = { podSelector: { matchLabels: { 'secure-llm.dev/workload': 'output-processor' } } };
const BY_LLAMA = 'by NetworkPolicy inference/llama-ingress';

describe('claim R1', () => {
  holdsUntil(r1, [
    {
      title: 'a peer that selects its pods in every namespace',
      change: setPeer('llama', { namespaceSelector: {}, ...outputIdentity }),
      sentence: `any pod with secure-llm.dev/workload = output-processor in any namespace but output can connect to Deployment inference/llama on TCP/8000, ${BY_LLAMA}`,
    },
    {
      title: 'a peer without a pod selector: the whole namespace of the predecessor',
      change: setPeer('guardrail', { namespaceSelector: FRONTEND.namespaceSelector }),
      sentence:
        'any pod with no app or app ≠ frontend in namespace shop can connect to Deployment guardrail/guardrail on TCP/8000, by NetworkPolicy guardrail/guardrail-ingress',
    },
    {
      title: 'the two halves of a peer as two peers: OR for AND',
      change: (documents) => {
        ingressOf(documents, 'guardrail')[0] = {
          ...ingressOf(documents, 'guardrail')[0],
          from: [{ namespaceSelector: FRONTEND.namespaceSelector }, { podSelector: FRONTEND.podSelector }],
        };
      },
      sentence:
        'any pod with no app or app ≠ frontend in namespace shop can connect to Deployment guardrail/guardrail on TCP/8000, by NetworkPolicy guardrail/guardrail-ingress',
    },
    {
      title: 'a namespace that is selected by a label that anyone may give one',
      change: setPeer('llama', { namespaceSelector: { matchLabels: { team: 'llm' } }, ...outputIdentity }),
      sentence: `any pod with secure-llm.dev/workload = output-processor in any namespace but output with team = llm can connect to Deployment inference/llama on TCP/8000, ${BY_LLAMA}`,
    },
    {
      title: 'a rule without peers: everyone',
      change: (documents) => {
        ingressOf(documents, 'llama')[0] = { ports: [{ port: 8000, protocol: 'TCP' }] };
      },
      sentence: `any address in 0.0.0.0/0, ::/0 can connect to Deployment inference/llama on TCP/8000, ${BY_LLAMA}`,
    },
    {
      title: 'a rule without ports: every port of the declared predecessor',
      change: (documents) => {
        ingressOf(documents, 'guardrail')[0] = { from: [FRONTEND] };
      },
      sentence:
        'any pod with app = frontend in namespace shop can connect to Deployment guardrail/guardrail on TCP/1-7999 TCP/8001-65535 UDP/* SCTP/*, by NetworkPolicy guardrail/guardrail-ingress',
    },
    {
      title: 'another protocol',
      change: (documents) => {
        ingressOf(documents, 'guardrail')[0]?.ports?.push({ port: 8000, protocol: 'UDP' });
      },
      sentence:
        'any pod with app = frontend in namespace shop can connect to Deployment guardrail/guardrail on UDP/8000, by NetworkPolicy guardrail/guardrail-ingress',
    },
    {
      title: 'an endPort that widens one port to many',
      change: (documents) => {
        ingressOf(documents, 'guardrail')[0] = { from: [FRONTEND], ports: [{ port: 8000, endPort: 9090 }] };
      },
      sentence:
        'any pod with app = frontend in namespace shop can connect to Deployment guardrail/guardrail on TCP/8001-9090, by NetworkPolicy guardrail/guardrail-ingress',
    },
    {
      title: 'a named port of which the pod has another number too',
      change: (documents) => {
        ingressOf(documents, 'guardrail')[0] = { from: [FRONTEND], ports: [{ port: 'http' }, { port: 'metrics' }] };
      },
      sentence:
        'any pod with app = frontend in namespace shop can connect to Deployment guardrail/guardrail on TCP/9090, by NetworkPolicy guardrail/guardrail-ingress',
    },
    {
      title: 'a second policy that adds to the first',
      change: (documents) => {
        documents.push(
          networkPolicy('inference', 'debug', {
            podSelector: {},
            policyTypes: ['Ingress', 'Egress'],
            ingress: [{ from: [{ podSelector: {} }] }],
            egress: [{ to: [{ podSelector: {} }] }],
          }),
        );
      },
      sentence:
        'any pod in namespace inference can connect to Deployment inference/llama on every port, by NetworkPolicy inference/debug',
    },
    {
      title: 'ingress that is isolated no longer',
      change: (documents) => {
        specOf(the(documents, 'NetworkPolicy', 'default-deny', 'inference')).policyTypes = ['Egress'];
        specOf(the(documents, 'NetworkPolicy', 'llama-ingress')).policyTypes = ['Egress'];
      },
      sentence:
        'any pod in any namespace can connect to Deployment inference/llama on every port, because no policy isolates it for ingress',
    },
    {
      title: 'a range of addresses',
      change: setPeer('llama', { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }),
      sentence: `any address in 10.0.0.0/16, 10.2.0.0 to 10.255.255.255 can connect to Deployment inference/llama on TCP/8000, ${BY_LLAMA}`,
    },
    {
      title: 'a pod of a zone whose own egress is open',
      change: (documents) => {
        ingressOf(documents, 'llama')[0]?.from?.push(pods('guardrail', { 'secure-llm.dev/workload': 'guardrail' }));
        const egress = specOf(the(documents, 'NetworkPolicy', 'guardrail-egress')).egress as unknown[];
        egress.push({ to: [LLAMA] });
      },
      sentence:
        'any pod with secure-llm.dev/workload = guardrail in namespace guardrail can connect to Deployment inference/llama on TCP/8000, by NetworkPolicy inference/llama-ingress and NetworkPolicy guardrail/guardrail-egress',
    },
  ]);

  test('is not refuted by an ingress rule whose other end is shut in', () => {
    const documents = changed((drafts) => {
      ingressOf(drafts, 'llama')[0]?.from?.push(pods('guardrail', { 'secure-llm.dev/workload': 'guardrail' }));
    });
    expect(r1.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('names a pod that an attacker could make, with the labels of its namespace', () => {
    const { example, letBy } = counterexample(
      r1,
      setPeer('llama', { namespaceSelector: { matchLabels: { team: 'llm' } }, ...outputIdentity }),
    );
    expect(letBy.map(({ name }) => name)).toEqual(['llama-ingress']);
    expect(example).toEqual({
      stranger: {
        namespace: 'other',
        namespaceLabels: { 'kubernetes.io/metadata.name': 'other', team: 'llm' },
        labels: { 'secure-llm.dev/workload': 'output-processor' },
      },
      opensFrom: 'stranger',
      protocol: 'TCP',
      port: 8000,
    });
  });

  test('finds a labelled namespace that is seen only among those that are', () => {
    const documents = changed((drafts) => {
      setPeer('llama', {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop', 'lab'] }],
        },
      })(drafts);
      drafts.push(
        namespace('shop'),
        namespace('lab'),
        networkPolicy('shop', 'default-deny', { podSelector: {}, policyTypes: ['Egress'] }),
      );
    });
    expect(r1.judge(documents, CONTEXT).counterexamples.map(({ who }) => who)).toEqual(['any pod in namespace lab']);
  });

  test('cites the admission rules that close a copied label inside of an allowed namespace', () => {
    const policy: Draft = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'identity', annotations: { 'policies.secure-llm.dev/id': 'workload-identity' } },
    };
    const binding: Draft = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'identity' },
      spec: { policyName: 'identity', validationActions: ['Deny'] },
    };
    const presence = (...added: Draft[]): (boolean | undefined)[] =>
      [
        r1.judge(
          changed((documents) => documents.push(...added)),
          CONTEXT,
        ),
      ].map(({ closedWorld }) => closedWorld.admissionRules.find(({ id }) => id === 'workload-identity')?.present);
    expect([...presence(), ...presence(policy), ...presence(policy, binding)]).toEqual([false, false, true]);
  });

  test('cannot be decided without declared connections, unless somebody is not isolated at all', () => {
    const context = { ...CONTEXT, connections: undefined };
    expect(
      r1.judge(
        changed(() => {}),
        context,
      ),
    ).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: 'no declared connections were given to compare with',
    });
    const open = changed((documents) => documents.push(deployment('shop', 'frontend', { app: 'frontend' })));
    expect(r1.judge(open, { ...context, zones: ['shop'] }).counterexamples[0]?.toWhom).toBe('Deployment shop/frontend');
  });

  test('cannot be decided where a policy of another kind is', () => {
    const cilium = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'wide', namespace: 'inference' },
    };
    const verdict = r1.judge(
      changed((documents) => documents.push(cilium)),
      CONTEXT,
    );
    expect(verdict.outcome).toBe(ClaimOutcome.UNDECIDABLE);
    expect(verdict.reason).toContain('CiliumNetworkPolicy inference/wide of cilium.io/v2 is not read');
  });

  test('cannot be decided where the API server would refuse a policy', () => {
    const documents = changed((drafts) => {
      drafts.push(networkPolicy('inference', 'broken', { podSelector: {}, ingress: [{ from: [{}] }] }));
    });
    expect(r1.judge(documents, CONTEXT)).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: expect.stringContaining(
        'NetworkPolicy inference/broken would be refused by the API server: a peer sets nothing',
      ) as string,
    });
  });

  test('says which pods in the network of their node could void it', () => {
    const documents = changed((drafts) =>
      drafts.push(deployment('kube-system', 'proxy', { app: 'proxy' }, { hostNetwork: true })),
    );
    const { outcome, closedWorld } = r1.judge(documents, CONTEXT);
    expect(outcome).toBe(ClaimOutcome.PROVEN);
    expect(closedWorld.voids).toEqual([
      'Deployment kube-system/proxy is in the network of its node and reaches every pod there',
    ]);
  });
});
