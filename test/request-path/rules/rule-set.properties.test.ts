import fc from 'fast-check';
import { RuleSet } from '../../../lib/request-path';
import { Re2Pattern } from '../../../lib/request-path/rules/re2';

const word = fc.stringMatching(/^[a-z]{3,10}$/);
const addition = fc.record({ family: fc.stringMatching(/^own-[a-z]{1,6}$/), word });

const withAll = (additions: readonly { family: string; word: string }[]): RuleSet =>
  additions.reduce(
    (rules, { family, word }) => rules.blocking(family, [`\\b${word}\\s{1,3}${family}`]),
    RuleSet.baseline(),
  );

describe('any rule set', () => {
  it('is the same bytes in whatever order its rules were added', () => {
    fc.assert(
      fc.property(fc.array(addition, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (additions, random) => {
        const shuffled = additions
          .map((each) => ({ each, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each);
        expect(withAll(shuffled).toCanonicalJson()).toBe(withAll(additions).toCanonicalJson());
      }),
      { numRuns: 30 },
    );
  });

  it('is the same bytes when patterns come in one call or in several', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), (words) => {
        const together = RuleSet.empty().blocking('own', words);
        const apart = words.reduce((rules, each) => rules.blocking('own', [each]), RuleSet.empty());
        expect(apart.sha256).toBe(together.sha256);
      }),
      { numRuns: 30 },
    );
  });

  it('holds only patterns that RE2 accepts, that find their canary and not the empty text, whatever was offered', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'a',
        'B',
        '.',
        '\\s',
        '\\b',
        '^',
        '$',
        '(',
        ')',
        '(?:',
        '|',
        '[a-z]',
        '[^x]',
        '*',
        '+',
        '?',
        '{2,4}',
        '{0,2000}',
        '\\1',
        '(?=',
        'ignore',
      ),
      fc.string({ maxLength: 3 }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        let rules: RuleSet;
        try {
          rules = RuleSet.empty().blocking('own', [pieces.join('')]);
        } catch (error) {
          expect((error as Error).message).toMatch(/^pattern .* cannot be used: /s);
          return;
        }
        accepted++;
        for (const { pattern, canary } of rules.inputRules) {
          expect(Re2Pattern.compile(pattern).isIn(canary)).toBe(true);
          expect(Re2Pattern.compile(pattern).isIn('')).toBe(false);
          // RE2 takes no back-reference and no look-ahead, but it takes anchors
          const tokens = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|./gsu) ?? [];
          expect(tokens.filter((token) => token === '^' || token === '$')).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
