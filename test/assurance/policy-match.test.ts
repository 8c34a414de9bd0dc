import { rulesMatch, selectorMatches } from '../../lib/assurance/policy-match';
import { creation } from '../../lib/assurance/policy-request';

const pod = creation({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } });
const rule = (resources: string[], operations = ['CREATE'], apiGroups = ['']): unknown[] => [
  { apiGroups, apiVersions: ['v1'], operations, resources },
];

test.each([
  ['the resource', rule(['pods']), true],
  ['another resource', rule(['services']), false],
  ['every resource', rule(['*']), true],
  ['another operation', rule(['pods'], ['UPDATE']), false],
  ['every operation', rule(['pods'], ['*']), true],
  ['another group', rule(['pods'], ['CREATE'], ['apps']), false],
  ['every group', rule(['pods'], ['CREATE'], ['*']), true],
  ['a subresource', rule(['pods/exec']), false],
  ['one of two rules', [...rule(['services']), ...rule(['pods'])], true],
  ['nothing', [], false],
])('a rule about %s', (_, rules, matches) => {
  expect(rulesMatch(rules, pod)).toBe(matches);
});

test.each([
  ['pods/exec', true],
  ['pods/*', true],
  ['*/exec', true],
  ['*/*', true],
  ['pods', false],
  ['*', false],
  ['pods/attach', false],
])('a rule about %s and a request to exec', (resource, matches) => {
  expect(rulesMatch(rule([resource]), { ...pod, subResource: 'exec' })).toBe(matches);
});

test('a selector takes in its namespaces, and always what lies in none', () => {
  const selector = { matchExpressions: [{ key: 'secure-llm.dev/zone', operator: 'Exists' }] };
  expect(selectorMatches(selector, { metadata: { labels: { 'secure-llm.dev/zone': 'a' } } })).toBe(true);
  expect(selectorMatches(selector, { metadata: {} })).toBe(false);
  expect(selectorMatches(selector, undefined)).toBe(true);
  expect(selectorMatches(undefined, { metadata: {} })).toBe(true);
});
