import { absentObjects } from '../../lib/assurance/absent-objects';
import { type KubernetesDocument } from '../../lib/assurance/document';
import { DocumentSet } from '../../lib/assurance/document-set';
import { Severity } from '../../lib/assurance/finding';
import { PolicySet } from '../../lib/assurance/policy-set';
import { deployment, document, IDENTITY, namespace, OUTSIDE, ZONE, ZONE_LABEL } from '../policies/documents';

const zone = namespace(ZONE, { [ZONE_LABEL]: ZONE });
const inZone = (apiVersion: string, kind: string, name: string, spec: object = {}): KubernetesDocument =>
  document(apiVersion, kind, { name, namespace: ZONE }, { spec });
const replicated = (replicas: number | undefined): KubernetesDocument => {
  const { spec, ...head } = deployment();
  return { ...head, spec: { ...(spec as object), replicas } };
};
const budget = (selector: unknown): KubernetesDocument =>
  inZone('policy/v1', 'PodDisruptionBudget', 'guard', { selector });
const COMPLETE = [
  zone,
  inZone('v1', 'ResourceQuota', 'zone'),
  inZone('v1', 'LimitRange', 'containers'),
  inZone('v1', 'ServiceAccount', 'default'),
  replicated(2),
  budget({ matchLabels: { [IDENTITY]: 'guard' } }),
];
const found = (...documents: KubernetesDocument[]): string[] =>
  absentObjects(DocumentSet.of(documents)).map(({ rule, object }) => `${rule} ${object.kind}`);

test('a zone with its quota, its limits, its own default account and a budget lacks nothing', () => {
  expect(found(...COMPLETE)).toEqual([]);
});

test.each([
  [1, 'zone-quota Namespace'],
  [2, 'zone-limits Namespace'],
  [3, 'service-account-automount Namespace'],
  [5, 'disruption-budget Deployment'],
])('without document %i of it there is one finding: %s', (index, finding) => {
  expect(found(...COMPLETE.filter((_, at) => at !== index))).toEqual([finding]);
});

test.each([{ scopes: ['Terminating'] }, { scopeSelector: { matchExpressions: [] } }])(
  'a quota with %j does not count',
  (scoped) => {
    const quota = inZone('v1', 'ResourceQuota', 'zone', scoped);
    expect(found(...COMPLETE.filter(({ kind }) => kind !== 'ResourceQuota'), quota)).toEqual(['zone-quota Namespace']);
  },
);

test('the account of a workload is not the default one', () => {
  const [first, quota, limits, , ...others] = COMPLETE as [KubernetesDocument, ...KubernetesDocument[]];
  expect(found(first, quota!, limits!, inZone('v1', 'ServiceAccount', 'guard'), ...others)).toEqual([
    'service-account-automount Namespace',
  ]);
});

test.each([
  ['no pod', undefined],
  ['other pods', { matchLabels: { [IDENTITY]: 'other' } }],
  ['what an API server refuses', { matchExpressions: [{ key: 'a', operator: 'Near' }] }],
])('a budget that selects %s does not count', (_, selector) => {
  expect(found(...COMPLETE.slice(0, 5), budget(selector))).toEqual(['disruption-budget Deployment']);
});

test('one pod needs no budget, and no number means one', () => {
  expect(found(...COMPLETE.slice(0, 4), replicated(1))).toEqual([]);
  expect(found(...COMPLETE.slice(0, 4), replicated(undefined))).toEqual([]);
});

test('objects of another namespace do not count, and zones that no document declares are not judged', () => {
  const elsewhere = document('v1', 'ResourceQuota', { name: 'zone', namespace: OUTSIDE });
  expect(found(...COMPLETE.filter(({ kind }) => kind !== 'ResourceQuota'), elsewhere)).toEqual([
    'zone-quota Namespace',
  ]);
  expect(found(replicated(2), namespace(OUTSIDE))).toEqual([]);
});

test('each finding warns, under a rule that there is, and says how to put it right', () => {
  const findings = absentObjects(DocumentSet.of([zone, replicated(2)]));
  expect(findings).toHaveLength(4);
  for (const { rule, severity, remediation, references } of findings) {
    expect(PolicySet.shipped().policy(rule)).toMatchObject({ remediation, references });
    expect(severity).toBe(Severity.WARNING);
  }
});
