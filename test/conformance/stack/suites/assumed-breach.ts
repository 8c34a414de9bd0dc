import { type Attempt, breachByPrompt, breachByShell, listed } from '../breach';
import { type Stack } from '../stack';

const WAYS = [
  ['a shell in the inference container', breachByShell],
  ['a model that runs what a prompt tells it', breachByPrompt],
] as const;

/** Somebody runs code in the inference container: what can they do with it? */
export function assumedBreachSuite(running: () => Stack): void {
  describe.each(WAYS)('%s', (who, breach) => {
    let attempts: readonly Attempt[];

    beforeAll(async () => {
      attempts = await breach(running());
      console.log(`${who} tries\n${listed(attempts)}`);
    });

    test('tries more than thirty things', () => {
      expect(attempts.length).toBeGreaterThan(30);
    });

    test('is refused everything', () => {
      expect(attempts.filter(({ refused }) => !refused)).toEqual([]);
    });
  });
}
