import { createHash } from 'node:crypto';
import { Injection, RuleSet } from '../../../lib/request-path';

const REASON = 'our customers discuss this on every other day';
const parsed = (rules: RuleSet) =>
  JSON.parse(rules.toCanonicalJson()) as {
    input: {
      maxPromptCharacters: number;
      maxScannedCharacters: number;
      patterns: { id: string; canary: string; pattern: string }[];
    };
    output: {
      injections: string[];
      maxAnswerCharacters: number;
      patterns: { id: string; canary: string; pattern: string }[];
    };
  };

describe('a rule set', () => {
  it('is written in the format that the guard reads, keys sorted and without white space', () => {
    const rules = RuleSet.empty().blocking('a', ['x\\s+y']).blockingAnswers('b', ['Z9'], { caseSensitive: true });
    expect(rules.toCanonicalJson()).toBe(
      '{"format":1,"input":{"maxPromptCharacters":32768,"maxScannedCharacters":262144,"patterns":' +
        '[{"canary":"x y","family":"a","id":"a-1","pattern":"x\\\\s+y"}]},"output":{"injections":[],"maxAnswerCharacters":262144,' +
        '"patterns":[{"canary":"Z9","family":"b","id":"b-1","pattern":"Z9"}]}}',
    );
  });

  it('is hashed over exactly the bytes that are written', () => {
    const rules = RuleSet.baseline();
    expect(rules.sha256).toBe(createHash('sha256').update(rules.toCanonicalJson(), 'utf8').digest('hex'));
  });

  it('does not change when it is extended', () => {
    const baseline = RuleSet.baseline();
    const before = baseline.sha256;
    const extended = baseline.blocking('own', ['abc']).withMaxPromptCharacters(10).detectingInjections(Injection.XSS);
    expect(baseline.sha256).toBe(before);
    expect(extended.sha256).not.toBe(before);
  });

  it('lower-cases patterns for prompts and their canaries, and leaves escapes alone', () => {
    const rules = RuleSet.empty().blocking('a', ['Project\\S[A-Z]ORION'], { canaries: ['PROJECT-AORION'] });
    expect(rules.inputRules).toEqual([
      { id: 'a-1', family: 'a', pattern: 'project\\S[a-z]orion', canary: 'project-aorion' },
    ]);
  });

  it('keeps capitals in patterns for answers only when they are asked for', () => {
    expect(RuleSet.empty().blockingAnswers('a', ['KEY[0-9]']).outputRules[0]).toMatchObject({
      pattern: 'key[0-9]',
      canary: 'key0',
    });
    expect(RuleSet.empty().blockingAnswers('a', ['KEY[0-9]'], { caseSensitive: true }).outputRules[0]).toMatchObject({
      pattern: 'KEY[0-9]',
      canary: 'KEY0',
    });
  });

  it('numbers added rules after the shipped ones of the same family', () => {
    const shipped = RuleSet.baseline().outputRules.filter(({ family }) => family === 'secret').length;
    const rules = RuleSet.baseline().blockingAnswers('secret', ['acme-key-[0-9]{8}']);
    expect(rules.outputRules.find(({ pattern }) => pattern.startsWith('acme'))?.id).toBe(`secret-${shipped + 1}`);
  });

  it('holds a pattern once, however often it is added', () => {
    const once = RuleSet.empty().blocking('a', ['abc']);
    expect(once.blocking('a', ['abc']).sha256).toBe(once.sha256);
    const shipped = RuleSet.baseline().inputRules.find(({ id }) => id === 'persona-override-1')!;
    expect(RuleSet.baseline().blocking(shipped.family, [shipped.pattern]).sha256).toBe(RuleSet.baseline().sha256);
  });

  it('lets the scanned forms be eight times as long as the prompt', () => {
    expect(parsed(RuleSet.baseline().withMaxPromptCharacters(1000)).input).toMatchObject({
      maxPromptCharacters: 1000,
      maxScannedCharacters: 8000,
    });
  });

  it('carries the answer limit and injections', () => {
    const { output } = parsed(
      RuleSet.baseline().withMaxAnswerCharacters(5000).detectingInjections(Injection.XSS, Injection.XSS),
    );
    expect(output).toMatchObject({ maxAnswerCharacters: 5000, injections: ['xss'] });
  });

  it('keeps the ids of the other rules when one is taken out, and remembers why', () => {
    const rules = RuleSet.baseline().dangerouslyWithout('secret-1', REASON);
    const ids = rules.outputRules.filter(({ family }) => family === 'secret').map(({ id }) => id);
    expect(ids[0]).toBe('secret-2');
    expect(rules.removedRules).toEqual([{ ruleOrFamily: 'secret-1', reason: REASON }]);
  });

  it('loses a whole family by its name', () => {
    const rules = RuleSet.baseline().dangerouslyWithout('persona-override', REASON);
    expect(rules.inputRules.some(({ family }) => family === 'persona-override')).toBe(false);
    expect(rules.inputRules.length).toBeGreaterThan(0);
  });

  it.each([
    [
      'an unknown rule',
      () => RuleSet.baseline().dangerouslyWithout('secret-999', REASON),
      /no rule or rule family is called "secret-999"/,
    ],
    ['no reason', () => RuleSet.baseline().dangerouslyWithout('secret-1', 'short'), /short/],
    ['a bad family', () => RuleSet.empty().blocking('Bad Name', ['abc']), /rule family "Bad Name" is not a valid name/],
    ['no patterns', () => RuleSet.empty().blocking('a', []), /was given no patterns/],
    [
      'too few canaries',
      () => RuleSet.empty().blocking('a', ['abc', 'abd'], { canaries: ['abc'] }),
      /2 patterns and 1 canaries/,
    ],
    [
      'a canary that is not found',
      () => RuleSet.empty().blocking('a', ['abc'], { canaries: ['xyz'] }),
      /does not match its canary "xyz"/,
    ],
    ['a family in both directions', () => RuleSet.baseline().blocking('secret', ['abc']), /already used for answers/],
    [
      'a pattern in two families',
      () => RuleSet.empty().blocking('a', ['abc']).blocking('b', ['abc']),
      /already in family "a"/,
    ],
    [
      'a prompt limit of nothing',
      () => RuleSet.empty().withMaxPromptCharacters(0),
      /maxPromptCharacters is 0: expected a whole number/,
    ],
    [
      'an answer limit that is no number',
      () => RuleSet.empty().withMaxAnswerCharacters(NaN),
      /maxAnswerCharacters is null/,
    ],
    [
      'too many patterns',
      () =>
        RuleSet.empty().blocking(
          'a',
          Array.from({ length: 501 }, (_, i) => `word${i}`),
        ),
      /501 input patterns: expected at most 500/,
    ],
  ])('refuses %s', (_what, add, message) => {
    expect(add).toThrow(message);
  });

  it('refuses to be written when no ConfigMap could hold it', () => {
    const patterns = Array.from({ length: 450 }, (_, i) => `w${i}x`);
    const canaries = patterns.map((pattern) => pattern + 'é'.repeat(990));
    const rules = RuleSet.empty().blocking('a', patterns, { canaries });
    expect(() => rules.toCanonicalJson()).toThrow(/bytes as JSON: expected at most 900000/);
  });
});
