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
