import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r12 } from '../../../lib/assurance/claims/r12-pipelines';
import { role, roleBinding, rule } from './access';
import { counterexample } from './refuted';
import { changed, CONTEXT, type Draft, namespace, networkPolicy, pods, specOf, the } from './request-path';

const PIPELINES = namespace('pipelines', { 'secure-llm.dev/zone': 'pipelines' });
const withPipelines = (change: (documents: Draft[]) => void) => (documents: Draft[]) => {
  documents.push(
    PIPELINES,
    networkPolicy('pipelines', 'egress', { podSelector: {}, policyTypes: ['Egress', 'Ingress'], egress: [{}] }),
  );
  change(documents);
};
const RELEASER = 'user system:serviceaccount:pipelines:releaser';
const granting =
  (account: string, ...rules: object[]) =>
  (documents: Draft[]) => {
    documents.push(
      role('output', 'granted', ...rules),
      roleBinding('output', 'Role', 'granted', `sa pipelines/${account}`),
    );
  };

describe('claim R12', () => {
  test('holds of pipelines that the request path does not know', () => {
    expect(r12.judge(changed(withPipelines(() => {})), CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('cannot be decided without pipelines', () => {
    expect(
      r12.judge(
        changed(() => {}),
        CONTEXT,
      ),
    ).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: 'no pipelines are among the documents: there is nothing to judge',
    });
  });

  test('is refuted by a pipeline that reaches a tier', () => {
    const change = withPipelines((documents) => {
      const rules = specOf(the(documents, 'NetworkPolicy', 'llama-ingress')).ingress as object[];
      rules.push({ from: [pods('pipelines', { step: 'train' })] });
    });
    expect(counterexample(r12, change).sentence).toBe(
      'any pod with step = train in namespace pipelines can connect to Deployment inference/llama on every port, by NetworkPolicy inference/llama-ingress and NetworkPolicy pipelines/egress',
    );
  });

  describe('lets the runs of a releaser see the guards', () => {
    const context = { ...CONTEXT, releasers: [RELEASER] };
    const watching =
      (tier: string, port: number, account = 'releaser') =>
      (documents: Draft[]): void => {
        const rules = specOf(the(documents, 'NetworkPolicy', `${tier}-ingress`)).ingress as object[];
        const from = [pods('pipelines', { 'secure-llm.dev/workload': account })];
        rules.push({ from, ports: [{ port, protocol: 'TCP' }] });
      };

    test.each([
      ['guardrail', 9090],
      ['guardrail', 8000],
      ['output-processor', 9090],
    ])('%s on port %d', (tier, port) => {
      expect(r12.judge(changed(withPipelines(watching(tier, port))), context).outcome).toBe(ClaimOutcome.PROVEN);
    });

    test.each([
      ['a request past the guardrail', watching('output-processor', 8000)],
      ['a request past both guards', watching('llama', 8000)],
      ['a port that the guard does not serve', watching('guardrail', 22)],
      ['runs of another pipeline', watching('guardrail', 9090, 'train-and-validate')],
    ])('but not %s', (_, change) => {
      const { outcome, counterexamples } = r12.judge(changed(withPipelines(change)), context);
      expect(outcome).toBe(ClaimOutcome.REFUTED);
      expect(counterexamples).toHaveLength(1);
    });

    test('nor anybody where nobody is a releaser', () => {
      const { outcome } = r12.judge(changed(withPipelines(watching('guardrail', 9090))), CONTEXT);
      expect(outcome).toBe(ClaimOutcome.REFUTED);
    });
  });

  test('is refuted by a pipeline whose ServiceAccount may change a tier, but for what a releaser may', () => {
    const patching = withPipelines(granting('releaser', rule('apps', 'deployments', 'patch')));
    expect(counterexample(r12, patching).sentence).toBe(
      `${RELEASER} may patch deployments.apps in namespace output, by RoleBinding output/granted-binding and Role output/granted`,
    );
    expect(r12.judge(changed(patching), { ...CONTEXT, releasers: [RELEASER] }).outcome).toBe(ClaimOutcome.PROVEN);
    const reading = withPipelines(granting('releaser', rule('', 'secrets', 'get')));
    expect(r12.judge(changed(reading), { ...CONTEXT, releasers: [RELEASER] }).outcome).toBe(ClaimOutcome.REFUTED);
  });
});
