import fc from 'fast-check';
import { markedCredential, password } from '../redaction/credential-arbitrary';
import { CONFIDENTIAL, PUBLIC } from './kubernetes-channels';
import { leaks, observed } from './observed';

/**
 * The taint property: a random secret, put anywhere a user could put one, never reaches YAML, Terraform JSON, a report (HTML,
 * JSON, SARIF, Mermaid), the log or the text of an error.
 *
 * Covered are two kinds of secrets in two kinds of places:
 * - Places for secrets, identifiers and addresses (a string where a SecretRef belongs, a password for an OCID, the user of a URL,
 *   files that `terraform output` and registries make, the literal of a variable called like a credential, a Secret of one's
 *   own): any random password. It is refused, and the error does not repeat it.
 * - Every other place that takes a text or a name, down to a waiver's reason: what the maker of a credential has marked (keys of
 *   model hubs, clouds and registries, private keys, web tokens, URLs with a password), as it stands and in base64. Whatever
 *   would be written is refused, by a message without it.
 *
 * Not covered, because nobody can tell: a password without any mark in a place that is public by definition, such as the value of
 * a variable with a harmless name, a label, or the content of a configuration file. Nor the ids of constructs, which are names
 * in the program's source, printed by cdk8s and cdktf themselves; nor rules (patterns and their samples), which say what is
 * looked for. Terraform programs are tried in infra-taint.test.ts; what `secure-llm` prints about manifests of others is held in test/cli/printed-secrets.test.ts.
 */
const MARKED = { numRuns: 2, endOnFailure: true };
const UNMARKED = { numRuns: 3, endOnFailure: true };
// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

describe('a secret in the place of something confidential', () => {
  it.each(CONFIDENTIAL)('is refused and not repeated: $name', async ({ put }) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(password, markedCredential), async (secret) => {
        const seen = await observed((app) => put(app, secret));
        expect(leaks(seen, secret)).toEqual([]);
        expect(seen.refused).toBe(true);
      }),
      UNMARKED,
    );
  });
});

describe('a credential in the place of something public', () => {
  it.each(PUBLIC)('is not written and not repeated: $name', async ({ put }) => {
    await fc.assert(
      fc.asyncProperty(markedCredential, async (secret) => {
        const seen = await observed((app) => put(app, secret));
        expect(leaks(seen, secret)).toEqual([]);
        expect(seen.refused).toBe(true);
      }),
      MARKED,
    );
  });
});

describe('the property itself', () => {
  const WORD = 'a-word-that-everybody-may-read';

  it('sees what is written and what is reported', async () => {
    const [annotation] = PUBLIC.filter(({ name }) => name === 'reason of a waiver');
    const seen = await observed((app) => annotation?.put(app, WORD));
    expect(leaks(seen, WORD)).toEqual(
      expect.arrayContaining(['report.html', 'report.json', 'report.sarif', 'file zone.k8s.yaml']),
    );
    expect(seen.refused).toBe(false);
  });

  it('sees what errors say and what is printed', async () => {
    const seen = await observed(() => {
      process.stdout.write(`${WORD}\n`);
      throw new Error('outer', { cause: new Error(WORD) });
    });
    expect(leaks(seen, WORD)).toEqual(['error', 'log']);
  });
});
