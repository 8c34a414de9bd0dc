import { redactedData, refusal, shownAddress } from '../../lib/redaction';

const TOKEN = `hf_${'aB3'.repeat(12)}`;

describe('an error', () => {
  it('names what stands in a wrong place, and not the credential', () => {
    const error = refusal(`label "${TOKEN}" is not allowed`);
    expect(error.message).toBe('label "[a token of Hugging Face, not shown]" is not allowed');
    expect(error.stack).not.toContain(TOKEN);
  });

  it('says in its stack who refused, not how errors are made', () => {
    const refuse = (): Error => refusal('no');
    expect(refuse().stack?.split('\n')[1]).toMatch(/refuse/);
    expect(refuse().stack).not.toMatch(/refusal\.ts/);
  });
});

describe('an address', () => {
  it.each([
    ['https://vault.example.com/path', '"https://vault.example.com/path"'],
    ['https://root:hunter2@vault.example.com', '"vault.example.com" with a user (not shown)'],
    ['https://p@ss@vault.example.com', '"vault.example.com" with a user (not shown)'],
    ['robot:hunter2@registry.example/team/app:1', '"registry.example/team/app:1" with a user (not shown)'],
    ['registry.example/team/app:1@sha256:12', '"registry.example/team/app:1@sha256:12"'],
  ])('%s is shown as %s', (address, shown) => {
    expect(shownAddress(address)).toBe(shown);
  });
});

describe('data', () => {
  it('loses credentials in texts and keys at any depth, and nothing else', () => {
    const date = new Date(0);
    const data = { a: [TOKEN, 1, null], [TOKEN]: { b: `x ${TOKEN}`, c: true }, date, none: undefined };
    expect(redactedData(data)).toEqual({
      a: ['[a token of Hugging Face, not shown]', 1, null],
      '[a token of Hugging Face, not shown]': { b: 'x [a token of Hugging Face, not shown]', c: true },
      date,
      none: undefined,
    });
    expect(redactedData(data)).toHaveProperty('date', date);
  });
});
