import fc from 'fast-check';
import { credentialIn, redacted } from '../../lib/redaction';
import { CREDENTIALS, markedCredential, tracesOf } from './credential-arbitrary';

const AROUND = fc.constantFrom<readonly [string, string]>(
  ['', ''],
  ['name "', '" is not allowed'],
  ['{"key":"', '"}'],
  ['--token=', ' --model=qwen'],
  ['see\n', '\nfor more'],
);

describe('a credential in a text', () => {
  it.each(Object.entries(CREDENTIALS))('is told by its form: %s', (name, credential) => {
    fc.assert(
      fc.property(credential, AROUND, (secret, [before, after]) => {
        expect(credentialIn(`${before}${secret}${after}`)).toBe(name);
      }),
    );
  });

  it('is told when it is encoded too', () => {
    fc.assert(
      fc.property(markedCredential, (secret) => {
        const text = `data: ${Buffer.from(`token: ${secret}`).toString('base64')}`;
        expect(credentialIn(text)).toBeDefined();
        expect(redacted(text)).not.toContain(Buffer.from(secret).toString('base64').slice(4, -4));
      }),
    );
  });

  it('is replaced by what it is, with no trace left and the rest as it was', () => {
    fc.assert(
      fc.property(markedCredential, AROUND, (secret, [before, after]) => {
        for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) {
          const shown = redacted(`${before}${form}${after}`);
          for (const trace of tracesOf(secret)) expect(shown).not.toContain(trace);
          expect(shown.startsWith(before.trimEnd())).toBe(true);
          expect(shown).toContain(', not shown]');
          expect(shown).toContain(after.trimStart());
          expect(redacted(shown)).toBe(shown);
        }
      }),
    );
  });

  it.each([
    'sk-customer-support-assistant',
    'task-queue-with-a-long-name-and-numbers-12345',
    'registry.example/team/server:1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'ocid1.vault.oc1.eu-zurich-1.annnb3f4aacuu.abuwcljsw3722exampleexampleexampleexample',
    'http://output-processor.output.svc:8000/v1',
    'https://docs.example.com/a:b/c@d',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'mailto:platform@example.com',
    '${oci_kms_key.key.id}',
    `https://me:\${var.password}@proxy`,
  ])('is not %s', (text) => {
    expect(credentialIn(text)).toBeUndefined();
    expect(redacted(text)).toBe(text);
  });
});
