/** Every error of the request path in one place: what is wrong, the value, what was expected and the fix. */
import { type RuleDirection } from './rules/block-rule';

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

export const familyNameInvalid = (family: string): Error =>
  new Error(
    `rule family ${shown(family)} is not a valid name: expected lower-case letters and digits in groups joined by "-", ` +
      `at most 40 characters, for example "unreleased-products"`,
  );

export const familyInBothDirections = (family: string, direction: RuleDirection): Error =>
  new Error(
    `rule family ${shown(family)} is already used for ${direction === 'input' ? 'answers' : 'prompts'}: rule ids stand in the ` +
      `audit line and must be unique, so give the rules for ${direction === 'input' ? 'prompts' : 'answers'} a family of their own`,
  );

export const patternInTwoFamilies = (pattern: string, family: string, other: string): Error =>
  new Error(
    `pattern ${shown(pattern)} of family ${shown(family)} is already in family ${shown(other)}: a text is blocked once, ` +
      `so keep the pattern in one family`,
  );

export const noPatterns = (family: string): Error =>
  new Error(`rule family ${shown(family)} was given no patterns: expected at least one`);

export const patternRejected = (family: string, pattern: string, problems: readonly string[]): Error =>
  new Error(
    `pattern ${shown(pattern)} of rule family ${shown(family)} cannot be used: ${problems.join('; ')}. ` +
      `Expected the subset that RE2 and Python read alike (see RuleSet.blocking)`,
  );

export const canaryCountDiffers = (family: string, patterns: number, canaries: number): Error =>
  new Error(
    `rule family ${shown(family)} has ${patterns} patterns and ${canaries} canaries: expected one canary per pattern, ` +
      `in the same order, or none at all`,
  );

export const tooManyPatterns = (direction: RuleDirection, count: number, limit: number): Error =>
  new Error(
    `the rule set has ${count} ${direction} patterns: expected at most ${limit}; every one is matched against every text, ` +
      `so merge phrases with alternation`,
  );

export const ruleSetTooLarge = (bytes: number, limit: number): Error =>
  new Error(
    `the rule set is ${bytes} bytes as JSON: expected at most ${limit}, because a ConfigMap holds 1 MiB; remove patterns or shorten canaries`,
  );

export const charactersOutOfRange = (what: string, value: number, most: number): Error =>
  new Error(`${what} is ${shown(value)}: expected a whole number from 1 to ${most}`);

export const ruleUnknown = (ruleOrFamily: string, families: readonly string[]): Error =>
  new Error(
    `no rule or rule family is called ${shown(ruleOrFamily)}: expected a rule id such as "secret-1" or one of the families ${families.join(', ')}`,
  );

export const reasonMissing = (what: string): Error =>
  new Error(`${what} needs a reason: say in a sentence why the protection is not needed, it is shown in the report`);
