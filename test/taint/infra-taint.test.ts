import fc from 'fast-check';
import { markedCredential, password } from '../redaction/credential-arbitrary';
import { CONFIDENTIAL_INFRA, observedStack, PUBLIC_INFRA } from './infra-channels';
import { leaks } from './observed';

// The taint property of taint.test.ts, for programs of the Terraform API.
const MARKED = { numRuns: 2, endOnFailure: true };
const UNMARKED = { numRuns: 3, endOnFailure: true };
jest.setTimeout(60_000);

describe('a secret in the place of something confidential', () => {
  it.each(CONFIDENTIAL_INFRA)('is refused by Terraform programs and not repeated: $name', async ({ put }) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(password, markedCredential), async (secret) => {
        const seen = await observedStack(() => put(secret));
        expect(leaks(seen, secret)).toEqual([]);
        expect(seen.refused).toBe(true);
      }),
      UNMARKED,
    );
  });
});

describe('a credential in the place of something public', () => {
  it.each(PUBLIC_INFRA)('is not written by Terraform programs and not repeated: $name', async ({ put }) => {
    await fc.assert(
      fc.asyncProperty(markedCredential, async (secret) => {
        const seen = await observedStack(() => put(secret));
        expect(leaks(seen, secret)).toEqual([]);
        expect(seen.refused).toBe(true);
      }),
      MARKED,
    );
  });
});

describe('the property itself', () => {
  const WORD = 'a-word-that-everybody-may-read';

  it('sees what Terraform programs write and what is reported about them', async () => {
    const [reason] = PUBLIC_INFRA.filter(({ name }) => name === 'OkeFoundation reason of internet egress');
    const seen = await observedStack(() => reason?.put(WORD));
    expect(leaks(seen, WORD)).toEqual(
      expect.arrayContaining(['terraform.json', 'terraform.sarif', 'file cdk.tf.json']),
    );
    expect(seen.refused).toBe(false);
  });
});
