import { createHash } from 'node:crypto';
import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r10 } from '../../../lib/assurance/claims/r10-integrity';
import { role, roleBinding, rule } from './access';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, type Draft, podSpecOf, specOf, the } from './request-path';

const granting =
  (namespace: string, subject: string, ...rules: object[]) =>
  (documents: Draft[]) => {
    documents.push(role(namespace, 'granted', ...rules), roleBinding(namespace, 'Role', 'granted', subject));
  };
const RULES = '{"format":1}';
const digest = createHash('sha256').update(RULES).digest('hex');
const COMPARED = [
  {
    name: 'RULES_SHA256',
    valueFrom: { fieldRef: { fieldPath: "metadata.annotations['secure-llm.dev/rules-sha256']" } },
  },
];
const withRules =
  (promised: string, env: object[] = COMPARED) =>
  (documents: Draft[]) => {
    const guard = the(documents, 'Deployment', 'guardrail');
    podSpecOf(guard).volumes = [{ name: 'rules', configMap: { name: 'rules-1' } }];
    Object.assign(podSpecOf(guard).containers[0] ?? {}, {
      env,
      volumeMounts: [{ name: 'rules', mountPath: '/rules' }],
    });
    const template = specOf(guard).template as { metadata: { annotations?: object } };
    template.metadata.annotations = { 'secure-llm.dev/rules-sha256': promised };
    documents.push({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'rules-1', namespace: 'guardrail' },
      data: { 'ruleset.json': RULES },
    });
  };
const RELEASER = 'user system:serviceaccount:release:releaser';
const releaser = { ...CONTEXT, releasers: [RELEASER] };

describe('claim R10', () => {
  holdsUntil(r10, [
    {
      title: 'somebody who may change what a guard runs',
      change: granting('guardrail', 'group developers', rule('apps', 'deployments', 'patch')),
      sentence:
        'group developers may patch deployments.apps in namespace guardrail, by RoleBinding guardrail/granted-binding and Role guardrail/granted',
    },
    {
      title: 'somebody who may change rules in place',
      change: granting('output', 'group developers', rule('', 'configmaps', 'update')),
      sentence:
        'group developers may update configmaps in namespace output, by RoleBinding output/granted-binding and Role output/granted',
    },
    {
      title: 'a releaser who may do more than point a guard at other rules',
      context: releaser,
      change: granting(
        'output',
        'sa release/releaser',
        rule('apps', 'deployments', 'patch', 'create'),
        rule('', 'configmaps', 'create'),
      ),
      sentence:
        'user system:serviceaccount:release:releaser may create deployments.apps in namespace output, by RoleBinding output/granted-binding and Role output/granted',
    },
    {
      title: 'somebody who approves what they proposed',
      context: { ...CONTEXT, proposers: ['user ann', 'user bob'], approvers: ['user bob'] },
      change: () => {},
      sentence: 'user bob may both propose and approve a release',
    },
    {
      title: 'a releaser who is among those who approve, because every pod is',
      context: { ...releaser, approvers: ['group system:serviceaccounts'] },
      change: () => {},
      sentence: 'user system:serviceaccount:release:releaser may both propose and approve a release',
    },
    {
      title: 'a releaser who may write approvals',
      context: { ...releaser, approvers: ['group security'] },
      change: granting('secure-llm-releases', 'sa release/releaser', rule('', 'configmaps', 'create', 'patch')),
      sentence:
        'user system:serviceaccount:release:releaser may patch configmaps in namespace secure-llm-releases, by RoleBinding secure-llm-releases/granted-binding and Role secure-llm-releases/granted',
    },
    {
      title: 'somebody who approves and is not named as approver',
      change: granting('secure-llm-releases', 'group developers', rule('', 'configmaps', 'update')),
      sentence:
        'group developers may update configmaps in namespace secure-llm-releases, by RoleBinding secure-llm-releases/granted-binding and Role secure-llm-releases/granted',
    },
    {
      title: 'rules with another digest than the guard promises',
      change: withRules('0'.repeat(64)),
      sentence: `Deployment guardrail/guardrail loads ConfigMap guardrail/rules-1 with digest ${digest}, but promises ${'0'.repeat(64)}`,
    },
    {
      title: 'a guard that is told another digest than its annotation says',
      change: withRules(digest, [{ name: 'RULES_SHA256', value: digest }]),
      sentence:
        'Deployment guardrail/guardrail loads ConfigMap guardrail/rules-1 in container guardrail, whose RULES_SHA256 is not the digest of its annotation',
    },
  ]);

  test('takes releasers and approvers from the parameters of the admission rules when nobody names them', () => {
    const parameters = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'parameters', namespace: 'secure-llm-policies' },
      data: { releasers: RELEASER, approvers: 'group security' },
    };
    const release = [rule('apps', 'deployments', 'patch'), rule('', 'configmaps', 'create')];
    const documents = changed((drafts) => {
      drafts.push(parameters);
      granting('guardrail', 'sa release/releaser', ...release)(drafts);
      granting('secure-llm-releases', 'group security', rule('', 'configmaps', 'patch'))(drafts);
    });
    const { outcome, evidence, closedWorld } = r10.judge(documents, CONTEXT);
    expect(outcome).toBe(ClaimOutcome.PROVEN);
    expect(evidence).toContain(`releasers: ${RELEASER}; proposers: ${RELEASER}; approvers: group security`);
    expect(closedWorld.admissionRules.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['release-fields', 'approved-release', 'approval-writers']),
    );
  });

  test('is not decided when a guard promises rules that nobody shows', () => {
    const documents = changed((drafts) => {
      withRules(digest)(drafts);
      drafts.pop();
    });
    expect(r10.judge(documents, CONTEXT)).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: 'the rules that Deployment guardrail/guardrail promise are not among the documents',
    });
  });

  test('holds of a releaser who releases, of rules with their digest, and of writers in zones without a guard', () => {
    const documents = changed((drafts) => {
      withRules(digest)(drafts);
      granting(
        'output',
        'sa release/releaser',
        rule('apps', 'deployments', 'get', 'patch'),
        rule('', 'configmaps', 'create', 'get'),
      )(drafts);
      granting('inference', 'group developers', rule('', 'configmaps', 'update'))(drafts);
    });
    expect(r10.judge(documents, releaser).counterexamples).toEqual([]);
    expect(r10.judge(documents, releaser).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
