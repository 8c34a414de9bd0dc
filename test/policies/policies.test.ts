import { PolicyDecision } from '../../lib/assurance/policy-evaluation';
import { PolicySet } from '../../lib/assurance/policy-set';
import { TABLES } from './cases';
import { judgeCase } from './judge-case';

const { policies } = PolicySet.shipped();

describe.each(policies)('$id', (policy) => {
  const table = TABLES.get(policy.id) ?? [];

  test.each(table.filter(({ verdict }) => verdict === 'allow'))('passes when $because', (row) => {
    const { decision, messages } = judgeCase(policy, row);
    expect(messages).toEqual([]);
    expect([PolicyDecision.ALLOW, PolicyDecision.NOT_JUDGED]).toContain(decision);
  });

  test.each(table.filter(({ verdict }) => verdict === 'deny'))('fails when $because', (row) => {
    const { decision, messages } = judgeCase(policy, row);
    expect(decision).toBe(PolicyDecision.DENY);
    expect(messages).not.toEqual([]);
  });

  test('has something that passes and something that fails', () => {
    expect(new Set(table.map(({ verdict }) => verdict))).toEqual(new Set(['allow', 'deny']));
  });

  test('each of its conditions fails for some row', () => {
    const failed = new Set(table.flatMap((row) => conditionsThatFail(policy.id, row)));
    expect(failed.size).toBe(policy.validations.length);
  });
});

/** A condition is told by its fixed message, which the spoken one extends. */
function conditionsThatFail(id: string, row: Parameters<typeof judgeCase>[1]): number[] {
  const policy = PolicySet.shipped().policy(id);
  if (policy === undefined) return [];
  return policy.validations.flatMap((validation, index) => {
    const alone = Object.assign(Object.create(policy) as typeof policy, { validations: [validation] });
    return judgeCase(alone, row).decision === PolicyDecision.DENY ? [index] : [];
  });
}
