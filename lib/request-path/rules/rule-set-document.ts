import { type BlockRule, type RuleDirection } from './block-rule';
import { byCodePoint } from './canonical-json';
import { Injection } from './injection';

/** How much a rule set may hold. */
export interface FileLimits {
  /** Rules for one direction. */
  readonly mostRules: number;
  /** The longest limit of characters. */
  readonly mostCharacters: number;
}

/** A rule as it stands in a file. */
export interface WrittenRule extends BlockRule {
  /** Which texts it looks at. */
  readonly direction: RuleDirection;
  /** The last part of its id. */
  readonly number: number;
}

interface WrittenRuleSet {
  readonly rules: readonly WrittenRule[];
  readonly injections: readonly Injection[];
  readonly maxPromptCharacters: number;
  readonly maxAnswerCharacters: number;
}

type Members = { readonly [key: string]: unknown };
type Unusable = (problem: string) => Error;

const FAMILY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const KEYS = {
  all: ['format', 'input', 'output'],
  input: ['maxPromptCharacters', 'maxScannedCharacters', 'patterns'],
  output: ['injections', 'maxAnswerCharacters', 'patterns'],
  rule: ['canary', 'family', 'id', 'pattern'],
};

/**
 * The shape of `ruleset.json`: every key, and no other. The guard checks the same at its start, where it is too late to mend it.
 * @throws what `unusable` makes of the first problem
 */
export function parseRuleSet(document: unknown, limits: FileLimits, unusable: Unusable): WrittenRuleSet {
  const { format, ...directions } = members(document, 'it', KEYS.all, unusable);
  if (format !== 1) throw unusable(`its format is ${JSON.stringify(format)}, and this version reads 1`);
  const input = members(directions['input'], 'input', KEYS.input, unusable);
  const output = members(directions['output'], 'output', KEYS.output, unusable);
  const rules = [
    ...rulesOf('input', input['patterns'], limits, unusable),
    ...rulesOf('output', output['patterns'], limits, unusable),
  ];
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw unusable(`rule ${twice} is there twice`);
  const characters = (of: Members, key: string): number => {
    const value = of[key];
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= limits.mostCharacters)
      return value;
    throw unusable(`${key} is ${JSON.stringify(value)}, expected a whole number from 1 to ${limits.mostCharacters}`);
  };
  return {
    rules,
    injections: injectionsOf(output['injections'], unusable),
    maxPromptCharacters: characters(input, 'maxPromptCharacters'),
    maxAnswerCharacters: characters(output, 'maxAnswerCharacters'),
  };
}

function members(value: unknown, what: string, expected: readonly string[], unusable: Unusable): Members {
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).sort() : [];
  if (keys.join() !== expected.join())
    throw unusable(`${what} is not an object with ${expected.join(', ')} and no more`);
  return value as Members;
}

function rulesOf(
  direction: RuleDirection,
  value: unknown,
  { mostRules }: FileLimits,
  unusable: Unusable,
): WrittenRule[] {
  if (!Array.isArray(value)) throw unusable(`${direction}.patterns is not a list`);
  // before any is analysed
  if (value.length > mostRules)
    throw unusable(`it has ${value.length} ${direction} patterns, and ${mostRules} are the most`);
  return value.map((entry: unknown, i) => {
    const rule = members(entry, `${direction}.patterns[${i}]`, KEYS.rule, unusable);
    const { id, family, pattern, canary } = rule;
    if (![id, family, pattern, canary].every((text) => typeof text === 'string'))
      throw unusable(`a member of ${direction}.patterns[${i}] is not a text`);
    return { direction, number: numberOf(rule as unknown as BlockRule, unusable), ...(rule as unknown as BlockRule) };
  });
}

function numberOf({ id, family }: BlockRule, unusable: Unusable): number {
  const [, digits] = /-([1-9][0-9]{0,8})$/.exec(id) ?? [];
  if (!FAMILY.test(family) || family.length > 40 || digits === undefined || id !== `${family}-${digits}`)
    throw unusable(`rule id ${JSON.stringify(id)} of family ${JSON.stringify(family)} is not <family>-<number>`);
  return Number(digits);
}

function injectionsOf(value: unknown, unusable: Unusable): Injection[] {
  const known: readonly unknown[] = Object.values(Injection);
  const sorted =
    Array.isArray(value) && value.every((each) => known.includes(each)) ? (value as Injection[]) : undefined;
  if (sorted === undefined || [...new Set(sorted)].sort(byCodePoint).join() !== sorted.join())
    throw unusable(
      `output.injections is ${JSON.stringify(value)}, expected some of ${known.join(', ')}, sorted, each once`,
    );
  return sorted;
}
