import { CLAIMS, PolicySet } from '../../../lib/assurance';
import { ADMISSION_GAPS } from '../../../lib/assurance/report/admission-gaps';

test('each gap names claims and rules that there are', () => {
  const claims = CLAIMS.map(({ id }) => id);
  const rules = PolicySet.shipped().policies.map(({ id }) => id);
  expect(ADMISSION_GAPS.flatMap((gap) => gap.claims.filter((id) => !claims.includes(id)))).toEqual([]);
  expect(ADMISSION_GAPS.flatMap((gap) => gap.rules.filter((id) => !rules.includes(id)))).toEqual([]);
});

test('a gap that neither claim nor rule is about is said to be left open', () => {
  const unowned = ADMISSION_GAPS.filter(({ claims, rules }) => claims.length + rules.length === 0);
  expect(unowned.filter(({ closedBy }) => !closedBy.startsWith('Nothing in the documents'))).toEqual([]);
});
