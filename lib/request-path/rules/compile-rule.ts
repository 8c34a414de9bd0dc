import { patternRejected } from '../errors';
import { backtrackingProblems } from './backtracking';
import { sampleOf } from './canary';
import { lowerCasePattern } from './lower-case-pattern';
import { MAX_PATTERN_CHARACTERS, parsePattern, subsetProblems } from './pattern-syntax';
import { Re2Pattern } from './re2';

/** What becomes a rule once it is checked. */
export interface RuleSource {
  /** Family of the rule, for messages. */
  readonly family: string;
  /** Regular expression as the user wrote it. */
  readonly pattern: string;
  /** Derived from the pattern when left out. */
  readonly canary?: string;
  /** Keep capitals, so that only the exact spelling matches; answers only, because prompts are matched in lower case. */
  readonly caseSensitive?: boolean;
}

/** Longest canary that is accepted; the guard judges each one at every start. */
const MAX_CANARY_CHARACTERS = 1000;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Checks one pattern in every way that does not need Python, and gives the pattern as it is written to the rule set, with its
 * canary. Everything that is wrong is listed at once.
 * @throws when the pattern is outside the subset, refused by RE2, slow to backtrack, or does not find its canary
 */
export const compileRule = (source: RuleSource): { readonly pattern: string; readonly canary: string } => {
  const rejected = (...problems: string[]): Error => patternRejected(source.family, source.pattern, problems);
  if (source.pattern.length > MAX_PATTERN_CHARACTERS)
    throw rejected(`it has ${source.pattern.length} characters, at most ${MAX_PATTERN_CHARACTERS} are allowed`);
  if (loneSurrogate.test(source.pattern)) throw rejected('it contains half of a surrogate pair');
  let syntax;
  let pattern;
  try {
    syntax = parsePattern(source.pattern);
    pattern = source.caseSensitive ? source.pattern : lowerCasePattern(source.pattern, syntax);
    syntax = parsePattern(pattern);
  } catch (error) {
    throw rejected((error as Error).message);
  }
  const outside = subsetProblems(syntax);
  if (outside.length > 0) throw rejected(...outside);
  let re2;
  try {
    re2 = Re2Pattern.compile(pattern);
  } catch (error) {
    throw rejected(`RE2 does not accept it (${(error as Error).message})`);
  }
  const slow = backtrackingProblems(pattern, syntax);
  if (slow.length > 0) throw rejected(...slow);
  const given = source.canary ?? sampleOf(syntax);
  const canary = source.caseSensitive ? given : given.toLowerCase();
  if (canary.length > MAX_CANARY_CHARACTERS || loneSurrogate.test(canary))
    throw rejected(`its canary must be well-formed text of at most ${MAX_CANARY_CHARACTERS} characters`);
  if (!re2.isIn(canary))
    throw rejected(
      source.canary === undefined
        ? `no example text could be derived from it (tried ${JSON.stringify(canary)}): give one in canaries`
        : `it does not match its canary ${JSON.stringify(canary)}`,
    );
  return { pattern, canary };
};
