import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r8 } from '../../../lib/assurance/claims/r8-open-equals-declared';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, CONNECTIONS, FRONTEND, LLAMA, OUTPUT, specOf, the } from './request-path';

describe('claim R8', () => {
  holdsUntil(r8, [
    {
      title: 'a connection that nobody declared',
      change: (documents) => {
        const egress = specOf(the(documents, 'NetworkPolicy', 'guardrail-egress')).egress as object[];
        egress.push({ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 443 }] });
      },
      sentence:
        'Deployment guardrail/guardrail can connect to any address in 203.0.113.0/24 on TCP/443, by NetworkPolicy guardrail/guardrail-egress',
    },
    {
      title: 'a declared connection that the destination stops',
      change: (documents) => {
        specOf(the(documents, 'NetworkPolicy', 'llama-ingress')).ingress = [
          { from: [OUTPUT], ports: [{ port: 8080 }] },
        ];
      },
      sentence:
        'any pod with secure-llm.dev/workload = output-processor in namespace output cannot connect to Deployment inference/llama on TCP/8000, though it is declared: NetworkPolicy inference/default-deny and NetworkPolicy inference/llama-ingress let it nowhere',
    },
    {
      title: 'a declared connection that the source stops',
      change: (documents) => {
        specOf(the(documents, 'NetworkPolicy', 'output-processor-egress')).egress = [];
      },
      sentence:
        'Deployment output/output-processor cannot connect to any pod with k8s-app = kube-dns in namespace kube-system on TCP/53, though it is declared: NetworkPolicy output/default-deny and NetworkPolicy output/output-processor-egress let it nowhere',
    },
    {
      title: 'a declaration that the policies do not follow',
      change: () => {},
      context: { ...CONTEXT, connections: [...CONNECTIONS, { from: FRONTEND, to: LLAMA, port: 'TCP/8000' }] },
      sentence:
        'any pod with app = frontend in namespace shop cannot connect to Deployment inference/llama on TCP/8000, though it is declared: NetworkPolicy inference/default-deny and NetworkPolicy inference/llama-ingress let it nowhere',
    },
  ]);

  test('holds only of connections that are declared each', () => {
    for (const left of CONNECTIONS) {
      const connections = CONNECTIONS.filter((connection) => connection !== left);
      expect(
        r8.judge(
          changed(() => {}),
          { ...CONTEXT, connections },
        ).outcome,
      ).toBe(ClaimOutcome.REFUTED);
    }
  });

  test('refuses a declaration that cannot be read', () => {
    const connections = [{ from: OUTPUT, to: LLAMA, port: '8000' }];
    expect(() =>
      r8.judge(
        changed(() => {}),
        { connections },
      ),
    ).toThrow('port "8000" of a declared connection cannot be read; expected the form "TCP/8000"');
  });
});
