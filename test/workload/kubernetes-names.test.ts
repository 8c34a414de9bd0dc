import { checkDnsLabel, checkDnsSubdomain, checkKeys, checkLabels } from '../../lib/workload/kubernetes-names';

describe('names in Kubernetes', () => {
  it('are labels of at most 63 characters', () => {
    expect(() => checkDnsLabel('name', 'a'.repeat(63))).not.toThrow();
    for (const text of ['', 'a'.repeat(64), '-a', 'a-', 'A', 'a.b']) {
      expect(() => checkDnsLabel('name', text, 'zone/x')).toThrow(/^name ".*" is not allowed; .*\(at zone\/x\)$/);
    }
  });

  it('are subdomains of at most 253 characters', () => {
    expect(() => checkDnsSubdomain('name', `a.${'b'.repeat(251)}`)).not.toThrow();
    for (const text of ['', 'a..b', '.a', 'a.', 'A', 'a'.repeat(254)]) {
      expect(() => checkDnsSubdomain('name', text)).toThrow(/at most 253 characters$/);
    }
  });

  it('are keys with an optional prefix', () => {
    expect(() => checkKeys('it', { a: '', 'b.dev/A_b.c-d': '', ['x'.repeat(63)]: '' })).not.toThrow();
    for (const key of ['', '/a', 'a/', 'B.dev/a', 'a/b/c', 'a b', 'x'.repeat(64)]) {
      expect(() => checkKeys('it', { [key]: '' })).toThrow(/of it is not allowed/);
    }
  });

  it('are label values, which may be empty', () => {
    expect(() => checkLabels('it', { a: '', b: 'A_b.c-1' })).not.toThrow();
    for (const value of ['a b', '-a', 'x'.repeat(64), 'ä']) {
      expect(() => checkLabels('it', { a: value })).toThrow(/value ".*" of "a" in it/);
    }
  });
});
