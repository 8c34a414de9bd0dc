import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r15 } from '../../../lib/assurance/claims/r15-admission';
import { changed, CONTEXT, type Draft, specOf } from './request-path';

const GROUP = 'admissionregistration.k8s.io/v1';
const ZONES = { matchExpressions: [{ key: 'secure-llm.dev/zone', operator: 'Exists' }] };

const early = { 'argocd.argoproj.io/sync-wave': '-60' };
const policy = (): Draft => ({
  apiVersion: GROUP,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'p', annotations: { ...early, 'policies.secure-llm.dev/id': 'no-exec' } },
  spec: {
    failurePolicy: 'Fail',
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    matchConstraints: { resourceRules: [{ apiGroups: [''], resources: ['pods/exec'] }] },
  },
});
const binding = (): Draft => ({
  apiVersion: GROUP,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'b', annotations: early },
  spec: {
    policyName: 'p',
    validationActions: ['Deny', 'Audit'],
    paramRef: { name: 'parameters', namespace: 'rules', parameterNotFoundAction: 'Deny' },
    matchResources: { namespaceSelector: ZONES },
  },
});
const parameters = (): Draft => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'parameters', namespace: 'rules' },
});

type Change = (policy: Draft, binding: Draft) => void;
const judge = (change: Change, left: readonly string[] = []): ReturnType<typeof r15.judge> => {
  const [first, second] = [policy(), binding()];
  change(first, second);
  const kept = [first, second, parameters()].filter(({ metadata }) => !left.includes(metadata.name));
  return r15.judge(
    changed((documents) => documents.push(...kept)),
    { ...CONTEXT, admissionRules: ['no-exec'] },
  );
};

describe('claim R15', () => {
  test('holds of a rule that is bound, denies, matches every zone and comes first', () => {
    expect(judge(() => {})).toMatchObject({ outcome: ClaimOutcome.PROVEN, counterexamples: [] });
  });

  test('holds of a rule that a cluster has already, whatever its wave', () => {
    const living = (document: Draft): void => {
      document.metadata = { ...document.metadata, annotations: { 'policies.secure-llm.dev/id': 'no-exec' } };
      Object.assign(document.metadata, { uid: '7f1d' });
    };
    const verdict = judge((rule, bound) => [rule, bound].forEach(living));
    expect(verdict).toMatchObject({ outcome: ClaimOutcome.PROVEN });
  });

  test('holds of a binding as an API server gives it back, with an empty selector of objects', () => {
    const verdict = judge((_, bound) => {
      specOf(bound).matchResources = { namespaceSelector: ZONES, objectSelector: {}, matchPolicy: 'Equivalent' };
    });
    expect(verdict.outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('holds of a rule about namespaces that is bound by their names, which nobody can change', () => {
    const named = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['rules'] }] };
    const verdict = judge((rule, bound) => {
      specOf(rule).matchConstraints = { resourceRules: [{ resources: ['namespaces'] }] };
      specOf(bound).matchResources = { namespaceSelector: named };
    });
    expect(verdict.outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('holds of a rule that guards the parameters of rules, and nothing but them', () => {
    const outcome = (name: string): ClaimOutcome =>
      judge((_, bound) => {
        specOf(bound).matchResources = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
      }).outcome;
    expect([outcome('rules'), outcome('shop')]).toEqual([ClaimOutcome.PROVEN, ClaimOutcome.REFUTED]);
  });

  test('holds of a rule that only warns where its violations are warnings, and says so', () => {
    const warning = (severity: string) =>
      judge((rule, bound) => {
        Object.assign(rule.metadata.annotations ?? {}, { 'policies.secure-llm.dev/severity': severity });
        specOf(bound).validationActions = ['Warn', 'Audit'];
      });
    expect(warning('warning')).toMatchObject({ outcome: ClaimOutcome.PROVEN, reports: ['rule no-exec only warns'] });
    expect(warning('error').outcome).toBe(ClaimOutcome.REFUTED);
  });

  test('asks of a policy of somebody else only that something binds it', () => {
    const foreign = (rule: Draft, bound: Draft): void => {
      rule.metadata = { name: 'p' };
      bound.metadata = { name: 'b' };
      specOf(bound).validationActions = ['Audit'];
      specOf(bound).matchResources = { namespaceSelector: { matchLabels: { team: 'shop' } } };
    };
    const sentences = (left: readonly string[]): string[] =>
      judge(foreign, left).counterexamples.map(({ sentence }) => sentence);
    expect(sentences([])).toEqual(['rule no-exec is not among the documents']);
    expect(sentences(['b'])).toContain('rule p is bound by nothing, so it does nothing');
  });

  test('cannot be decided without admission rules', () => {
    expect(
      r15.judge(
        changed(() => {}),
        CONTEXT,
      ).outcome,
    ).toBe(ClaimOutcome.UNDECIDABLE);
  });

  const REFUTED: [string, Change, string, ...string[]][] = [
    ['a rule that is not there', () => {}, 'rule no-exec is not among the documents', 'p', 'b'],
    ['a rule without a binding', () => {}, 'rule no-exec is bound by nothing, so it does nothing', 'b'],
    [
      'a binding that only warns',
      (_, bound) => (specOf(bound).validationActions = ['Warn', 'Audit']),
      'rule no-exec is bound without Deny, so it stops nothing',
    ],
    [
      'a rule that fails open',
      (rule) => (specOf(rule).failurePolicy = 'Ignore'),
      'rule no-exec is ignored when it fails',
    ],
    [
      'a binding that matches no zone',
      (_, bound) => (specOf(bound).matchResources = { namespaceSelector: { matchLabels: { zone: 'yes' } } }),
      'rule no-exec is bound to no zone',
    ],
    [
      'a binding that an object escapes by its labels',
      (_, bound) => (specOf(bound).matchResources = { objectSelector: { matchLabels: { judged: 'yes' } } }),
      'rule no-exec is bound to no zone',
    ],
    [
      'a rule about namespaces that is bound by their labels',
      (rule) => (specOf(rule).matchConstraints = { resourceRules: [{ resources: ['namespaces/status'] }] }),
      'rule no-exec is about namespaces and bound by their labels, so whoever takes the label off escapes it',
    ],
    [
      'parameters that are not there',
      () => {},
      'rule no-exec has parameters that are not among the documents',
      'parameters',
    ],
    [
      'a rule that comes with the pods',
      (rule) => delete rule.metadata.annotations?.['argocd.argoproj.io/sync-wave'],
      'rule no-exec is applied in wave 0, when pods of zones start in wave 0',
    ],
    [
      'a binding to another policy',
      (_, bound) => (specOf(bound).policyName = 'q'),
      'rule no-exec is bound by nothing, so it does nothing',
    ],
  ];
  test.each(REFUTED.map(([title, ...rest]) => [title, rest] as const))(
    'is refuted by %s',
    (_, [change, sentence, ...left]) => {
      const verdict = judge(change, left);
      expect(verdict.outcome).toBe(ClaimOutcome.REFUTED);
      expect(verdict.counterexamples.map((each) => each.sentence)).toContain(sentence);
    },
  );
});
