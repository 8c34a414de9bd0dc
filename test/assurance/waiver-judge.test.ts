import { type KubernetesDocument } from '../../lib/assurance/document';
import { DocumentSet } from '../../lib/assurance/document-set';
import { judgeByPolicies } from '../../lib/assurance/policy-judge';
import { evaluate, PolicyDecision } from '../../lib/assurance/policy-evaluation';
import { creation } from '../../lib/assurance/policy-request';
import { PolicySet } from '../../lib/assurance/policy-set';
import { judgeWaivers, type WaiverJudgement } from '../../lib/assurance/waiver-judge';
import { annotated, configMap, deployment, namespace, service, ZONE, ZONE_LABEL } from '../policies/documents';
import { GOOD, waived } from './waived';

const rules = PolicySet.shipped().policies.map(({ id }) => id);
const privileged = deployment({ security: { privileged: true } });

function judge(documents: readonly KubernetesDocument[], date?: string): WaiverJudgement {
  const set = DocumentSet.of([namespace(ZONE, { [ZONE_LABEL]: ZONE }), ...documents]);
  const findings = judgeByPolicies(set).findings.filter(({ object }) => object.kind !== 'Namespace');
  return judgeWaivers(set, findings, { rules, date });
}

const messages = ({ findings }: WaiverJudgement): string[] =>
  findings.map(({ rule, message }) => `${rule}: ${message}`);

test('a waiver in order takes its finding out, names who answers for it, and asks for an exception', () => {
  const judgement = judge([waived(privileged, 'privilege-escalation')], '2027-01-31');
  expect(judgement.findings).toEqual([]);
  expect(judgement.waived).toEqual([
    {
      finding: expect.objectContaining({ rule: 'privilege-escalation' }) as object,
      waiver: expect.objectContaining({ ...GOOD, rule: 'privilege-escalation' }) as object,
    },
  ]);
  expect(judgement.exceptions).toEqual(['privilege-escalation Workload zone/guard']);
});

test('an object that makes no pods is excepted by its kind and name', () => {
  const { exceptions, findings } = judge([waived(service({ type: 'NodePort' }), 'service-exposure')]);
  expect(findings).toEqual([]);
  expect(exceptions).toEqual(['service-exposure Service zone/guard']);
});

test('what is excepted lets the object pass its rule in a cluster, and no other', () => {
  const { exceptions } = judge([waived(privileged, 'privilege-escalation')]);
  const parameters = PolicySet.shipped().parameters.with('exceptions', exceptions).document;
  const decisions = (document: KubernetesDocument): string[] =>
    PolicySet.shipped().policies.flatMap((policy) => {
      const zone = namespace(ZONE, { [ZONE_LABEL]: ZONE });
      const { decision } = evaluate(policy, creation(document), { namespace: zone, parameters });
      return decision === PolicyDecision.DENY ? [policy.id] : [];
    });
  expect(decisions(privileged)).toEqual([]);
  expect(decisions(deployment({ security: { privileged: true }, spec: { hostPID: true } }))).toEqual(['host-access']);
});

test('a waiver takes out no other finding and none of another object', () => {
  const other = deployment({ name: 'other', security: { privileged: true } });
  const both = deployment({ security: { privileged: true }, spec: { hostPID: true } });
  expect(messages(judge([waived(both, 'privilege-escalation'), other]))).toEqual([
    'host-access: the pod shares processes or memory with its node',
    'privilege-escalation: container guard may gain privileges',
  ]);
});

describe('a waiver disarms nothing and is a finding itself', () => {
  test.each<[string, string, unknown, string]>([
    ['when nobody knows its rule', 'no-such-rule', GOOD, 'there is no such rule'],
    [
      'when its reason is short',
      'privilege-escalation',
      { ...GOOD, reason: 'needed            ' },
      'its reason "needed" is shorter',
    ],
    ['when it names no evidence', 'privilege-escalation', { ...GOOD, evidence: undefined }, 'it names no evidence'],
    ['when nobody owns it', 'privilege-escalation', { ...GOOD, owner: ' ' }, 'it names no owner'],
    ['when it never expires', 'privilege-escalation', { ...GOOD, expires: 'never' }, 'it expires on "never"'],
    [
      'when its day does not exist',
      'privilege-escalation',
      { ...GOOD, expires: '2027-02-30' },
      'it expires on "2027-02-30"',
    ],
    ['when it is a text', 'privilege-escalation', 'because', 'it names no owner'],
    ['when it is a list', 'privilege-escalation', [], 'it names no owner'],
    ['when it has expired', 'privilege-escalation', { ...GOOD, expires: '2026-11-22' }, 'it expired on 2026-11-22'],
  ])('%s', (_, rule, waiver, message) => {
    const judgement = judge([waived(privileged, rule, waiver)], '2026-11-23');
    expect(messages(judgement)).toEqual(
      expect.arrayContaining([
        'privilege-escalation: container guard may gain privileges',
        expect.stringContaining(`waiver: the waiver of ${rule} is not in order and disarms nothing: `),
      ]),
    );
    expect(messages(judgement).join('\n')).toContain(message);
    expect(judgement.waived).toEqual([]);
    expect(judgement.exceptions).toEqual([]);
  });
});

test('a waiver that nothing needs is a finding', () => {
  expect(messages(judge([waived(deployment(), 'privilege-escalation')]))).toEqual([
    'waiver: the waiver of privilege-escalation is not used: Deployment zone/guard has no such finding',
  ]);
});

test('whether a waiver has expired is judged only against a day that is given', () => {
  const old = waived(privileged, 'privilege-escalation', { ...GOOD, expires: '2020-01-01' });
  expect(judge([old]).findings).toEqual([]);
  expect(judge([old], '2020-01-01').findings).toEqual([]);
  expect(judge([old], '2020-01-02').findings).not.toEqual([]);
});

test('a finding about a waiver cannot be waived', () => {
  const document = waived(waived(annotated(deployment()), 'no-such-rule'), 'waiver');
  expect(messages(judge([document]))).toEqual([
    'waiver: the waiver of no-such-rule is not in order and disarms nothing: there is no such rule',
    'waiver: the waiver of waiver is not in order and disarms nothing: there is no such rule',
  ]);
});

test('an exception in the parameters needs a waiver behind it', () => {
  const { data } = PolicySet.shipped().parameters.document as unknown as { data: Record<string, string> };
  const head = { name: 'parameters', namespace: 'secure-llm-policies' };
  const exceptions = 'privilege-escalation Workload zone/guard\nseccomp Workload zone/guard';
  const judgement = judge([configMap({ ...data, exceptions }, head), waived(privileged, 'privilege-escalation')]);
  expect(messages(judgement)).toEqual(['waiver: the exception "seccomp Workload zone/guard" has no waiver behind it']);
});

test('a waiver in use needs its exception, where the parameters are known', () => {
  const { data } = PolicySet.shipped().parameters.document as unknown as { data: Record<string, string> };
  const head = { name: 'parameters', namespace: 'secure-llm-policies' };
  expect(messages(judge([configMap(data, head), waived(privileged, 'privilege-escalation')]))).toEqual([
    'waiver: the waiver of privilege-escalation has no exception in the parameters, so a cluster refuses Deployment zone/guard',
  ]);
});

test('an exception that no finding needs has its waiver behind it, which says so itself', () => {
  const { data } = PolicySet.shipped().parameters.document as unknown as { data: Record<string, string> };
  const head = { name: 'parameters', namespace: 'secure-llm-policies' };
  const exceptions = 'seccomp Workload zone/guard';
  expect(messages(judge([configMap({ ...data, exceptions }, head), waived(deployment(), 'seccomp')]))).toEqual([
    'waiver: the waiver of seccomp is not used: Deployment zone/guard has no such finding',
  ]);
});
