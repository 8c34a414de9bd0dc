import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RuleSet } from '../../../lib/request-path';
import { baselineFamilies } from '../../../lib/request-path/rules/baseline';
import { compileRule } from '../../../lib/request-path/rules/compile-rule';

interface CorpusLine {
  readonly id: string;
  readonly kind?: string;
  readonly text?: string;
  readonly messages?: readonly { readonly content: string }[];
}

const CORPUS = join(__dirname, '../../conformance/guard/corpus');
const tuning = (folder: string): CorpusLine[] =>
  readFileSync(join(CORPUS, folder, 'tuning.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusLine);

/** The plainest of the forms that the guard scans; the guard's own tests and the conformance part cover the others. */
const textOf = ({ text, messages }: CorpusLine): string => text ?? messages!.map(({ content }) => content).join('\n');

/** JavaScript's own engine: inside the subset it finds what RE2 finds, much faster than RE2 in JavaScript. */
const finds = (pattern: string, text: string): boolean => new RegExp(pattern, 'u').test(text);

const cases = baselineFamilies.flatMap(({ family, direction, rules }) =>
  rules.map(([pattern, canary], i) => ({ id: `${family}-${i + 1}`, family, direction, pattern, canary })),
);

describe('the baseline', () => {
  it.each(cases)(
    '$id is in the subset, in lower case if for prompts, fast, and finds its canary',
    ({ family, direction, pattern, canary }) => {
      expect(compileRule({ family, pattern, canary, caseSensitive: direction === 'output' })).toEqual({
        pattern,
        canary,
      });
    },
  );

  it('has rules in all ten families, and no pattern twice', () => {
    const families = [
      ...new Set([...RuleSet.baseline().inputRules, ...RuleSet.baseline().outputRules].map(({ family }) => family)),
    ];
    expect(families.sort()).toEqual([
      'chat-template-tokens',
      'cross-site-scripting',
      'encoded-payload',
      'exfiltration',
      'instruction-override',
      'invisible-unicode',
      'markdown-image',
      'persona-override',
      'secret',
      'system-prompt-extraction',
    ]);
    expect(new Set(cases.map(({ pattern }) => pattern)).size).toBe(cases.length);
  });

  it('blocks no honest prompt of the tuning half of the corpus', () => {
    const { inputRules } = RuleSet.baseline();
    const blocked = tuning('honest').flatMap((line) => {
      const text = textOf(line).toLowerCase();
      return inputRules.filter(({ pattern }) => finds(pattern, text)).map(({ id }) => `${line.id} by ${id}`);
    });
    expect(blocked).toEqual([]);
  });

  it('blocks no honest answer of the tuning half of the corpus', () => {
    const { outputRules } = RuleSet.baseline();
    const blocked = tuning('answers')
      .filter(({ kind }) => kind === 'honest')
      .flatMap((line) => {
        const texts = [textOf(line), textOf(line).toLowerCase()];
        return outputRules
          .filter(({ pattern }) => texts.some((text) => finds(pattern, text)))
          .map(({ id }) => `${line.id} by ${id}`);
      });
    expect(blocked).toEqual([]);
  });
});
