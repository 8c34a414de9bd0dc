import { SecretRef } from '../../lib/platform';
import { requireSecretRef } from '../../lib/platform/secret-ref';

describe('SecretRef', () => {
  it('names a key of a Secret, and writes only the names', () => {
    const ref = SecretRef.key('assistant', 'system-prompt');
    expect([ref.secretName, ref.key, ref.toString()]).toEqual([
      'assistant',
      'system-prompt',
      'assistant/system-prompt',
    ]);
    expect(JSON.parse(JSON.stringify(ref))).toEqual({ secretName: 'assistant', key: 'system-prompt' });
  });

  it.each(['a', 'a.b-c.d', 'x'.repeat(253)])('takes the name %s', (name) => {
    expect(SecretRef.key(name, 'k').secretName).toBe(name);
  });

  it.each(['', 'Assistant', '-a', 'a-', 'a..b', 'a_b', 'a/b', 'x'.repeat(254), 'a\n'])(
    'refuses the name %j',
    (name) => {
      expect(() => SecretRef.key(name, 'k')).toThrow('the name in a SecretRef (not shown) is not a DNS-1123');
    },
  );

  it.each(['a', 'A_B.c-1', '.dockerconfigjson', 'k'.repeat(253)])('takes the key %s', (key) => {
    expect(SecretRef.key('s', key).key).toBe(key);
  });

  it.each(['', '.', '..', '..a', 'a/b', 'a b', 'schlüssel', 'k'.repeat(254), 'a\n'])('refuses the key %j', (key) => {
    expect(() => SecretRef.key('s', key)).toThrow('the key in a SecretRef (not shown) is not valid');
  });

  it('has a name of its own in a vault that knows one name for each secret', () => {
    expect(SecretRef.key('assistant', 'system-prompt').vaultName).toBe('assistant_system-prompt');
    // a key may hold the underscore that separates; the Secret's name may not, so the first one always is the separator
    expect(SecretRef.key('a', 'b_c').vaultName).toBe('a_b_c');
    expect(() => SecretRef.key('a_b', 'c')).toThrow('is not a DNS-1123 subdomain');
  });

  it('equals a reference to the same key only', () => {
    const ref = SecretRef.key('a', 'b');
    expect(ref.equals(SecretRef.key('a', 'b'))).toBe(true);
    expect(ref.equals(SecretRef.key('a', 'c'))).toBe(false);
    expect(ref.equals(SecretRef.key('c', 'b'))).toBe(false);
  });

  it.each(['sk-secret', undefined, null, 7, { secretName: 'a', key: 'b' }])(
    'is not %j, which is refused without being repeated',
    (value) => {
      expect(SecretRef.isSecretRef(value)).toBe(false);
      const refused = (): unknown => requireSecretRef('/etc/key', value);
      expect(refused).toThrow(`the secret for /etc/key is a ${typeof value}, expected a SecretRef`);
      expect(refused).not.toThrow('sk-secret');
    },
  );

  it('is recognised, also when it comes from another installation of the package', () => {
    const ref = SecretRef.key('a', 'b');
    expect(requireSecretRef('/etc/key', ref)).toBe(ref);
    let other: SecretRef | undefined;
    jest.isolateModules(() => {
      other = jest
        .requireActual<{ SecretRef: typeof SecretRef }>('../../lib/platform/secret-ref')
        .SecretRef.key('a', 'b');
    });
    expect(other).not.toBeInstanceOf(SecretRef);
    expect(SecretRef.isSecretRef(other)).toBe(true);
  });
});
