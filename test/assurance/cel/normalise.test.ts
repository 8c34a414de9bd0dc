import { normalise } from '../../../lib/assurance/cel';

test('whole numbers are integers and others stay', () => {
  expect(normalise({ port: 80, ratio: 0.5, list: [1] })).toEqual({ port: 80n, ratio: 0.5, list: [1n] });
});

test('amounts are texts wherever they stand', () => {
  const resources = { limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: 0.5 } };
  expect(normalise({ resources, emptyDir: { sizeLimit: 1024 } })).toEqual({
    resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '0.5' } },
    emptyDir: { sizeLimit: '1024' },
  });
});

test('what is null, an empty list or an empty map is absent, but an empty struct is there', () => {
  expect(normalise({ a: null, b: undefined, args: [], labels: {}, emptyDir: {}, text: '' })).toEqual({
    emptyDir: {},
    text: '',
  });
});

test('a key that is called like a part of JavaScript is only a key', () => {
  const normalised = normalise(
    JSON.parse('{"labels": {"__proto__": {"polluted": true}, "constructor": "x"}}'),
  ) as object;
  expect(Object.keys(normalised)).toEqual(['labels']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(JSON.stringify(normalised)).toContain('__proto__');
});
