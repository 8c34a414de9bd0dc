import { Quantity } from '../../../lib/assurance/cel/quantity';

const order = (a: string, b: string): bigint => Quantity.parse(a).compareTo(Quantity.parse(b));

test.each([
  ['1', '1000m'],
  ['1Ki', '1024'],
  ['1k', '1e3'],
  ['0.5Gi', '512Mi'],
  ['.5', '500m'],
  ['2.', '2'],
  ['1E', '1e18'],
  ['1e-3', '1m'],
  ['0', '-0'],
  // Kubernetes keeps nine digits and rounds up
  ['1e-12', '1n'],
])('%s equals %s', (a, b) => {
  expect(order(a, b)).toBe(0n);
});

test.each([
  ['-1', '0'],
  ['999m', '1'],
  ['1M', '1Mi'],
  ['1E', '1Ei'],
])('%s is less than %s', (a, b) => {
  expect(order(a, b)).toBe(-1n);
  expect(order(b, a)).toBe(1n);
});

test.each(['', 'm', '1 Gi', '1gi', '1Kii', '1e', '0x10', '1,5'])('%j is no quantity', (text) => {
  expect(() => Quantity.parse(text)).toThrow(`${JSON.stringify(text)} is no quantity`);
});
