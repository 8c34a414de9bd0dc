import { createHash } from 'node:crypto';
import { checkedReason } from '../../workload/opt-out';
import * as errors from '../errors';
import { baselineFamilies } from './baseline';
import { type BlockRule, type RuleDirection } from './block-rule';
import { byCodePoint, canonicalJson } from './canonical-json';
import { type Injection } from './injection';
import { loadCompiler } from './load-compiler';
import { readRuleSetFile } from './rule-set-file';
import { type BlockingAnswersOptions, type BlockingOptions, type RemovedRules } from './rule-set-options';

/** Most rules per direction; at 500 a judgement of 4,000 characters took 34 ms (measured on NeMo Guardrails 0.24.1). */
const MAX_RULES = 500;
/** A ConfigMap holds 1 MiB with its metadata. */
const MAX_JSON_BYTES = 900_000;
const MAX_CHARACTERS = 1_000_000;
/** The guard scans a text in several forms (canonical, NFKC, skeleton, rot13, decoded), so it may grow by this much. */
const FORMS = 8;

/** A rule before it gets its id. */
interface NumberedRule extends Omit<BlockRule, 'id'> {
  readonly direction: RuleDirection;
  readonly number: number;
  /** Keeps its number: that of its place in the baseline, or of the file that it was read from. */
  readonly settled: boolean;
  /** In the file that it was read from, so that the same bytes are written; all others come after. */
  readonly place?: number;
}

const placeOf = ({ place = Number.MAX_SAFE_INTEGER }: NumberedRule): number => place;

interface RuleSetState {
  readonly rules: readonly NumberedRule[];
  readonly injections: readonly Injection[];
  readonly maxPromptCharacters: number;
  readonly maxAnswerCharacters: number;
  readonly removed: readonly RemovedRules[];
}

/**
 * What the guard blocks: patterns by attack family, for prompts and for answers, and size limits. A rule set never changes;
 * every method gives a new one. Equal rules give the same bytes and the same hash, in whatever order they were added.
 *
 * @example RuleSet.baseline().blocking('unreleased-products', ['project\\s+orion'])
 */
export class RuleSet {
  /**
   * Some 150 patterns against instruction override, system-prompt extraction, persona override, chat-template tokens, encoded
   * payloads, invisible Unicode and exfiltration in prompts; and secrets, script injection and Markdown-image exfiltration in
   * answers. Patterns stop known phrasings, not every attack.
   */
  public static baseline(): RuleSet {
    return new RuleSet({
      ...RuleSet.empty().state,
      rules: baselineFamilies.flatMap(({ family, direction, rules }) =>
        rules.map(([pattern, canary], i) => ({ family, direction, pattern, canary, number: i + 1, settled: true })),
      ),
    });
  }

  /** No pattern at all, only size limits: a start for a rule set of one's own. A guard tier does not accept it as it is. */
  public static empty(): RuleSet {
    return new RuleSet({
      rules: [],
      injections: [],
      maxPromptCharacters: 32_768,
      maxAnswerCharacters: 262_144,
      removed: [],
    });
  }

  /**
   * The rule set of a `ruleset.json`, for instance one that a release put into the repository of this program: the same bytes and the
   * same hash, whatever version of this library wrote them. Rules are checked as `blocking` checks them. A record
   * `ruleset.release.json` beside it must be of these rules, so that nothing is deployed that was changed after it was tried.
   * @param path relative to the working directory
   * @throws when the file is not a rule set in canonical form, a rule is none that `blocking` accepts, or the record is of other rules
   */
  public static fromFile(path: string): RuleSet {
    const { text, rules, ...others } = readRuleSetFile(path, { mostRules: MAX_RULES, mostCharacters: MAX_CHARACTERS });
    const state = { ...RuleSet.empty().state, ...others };
    const read = new RuleSet({ ...state, rules: rules.map((rule, place) => ({ ...rule, settled: true, place })) });
    if (read.toCanonicalJson() !== text)
      throw errors.ruleSetFileUnusable(
        path,
        `maxScannedCharacters is not ${FORMS} times maxPromptCharacters, as many forms of a prompt are scanned`,
      );
    return read;
  }

  private constructor(private readonly state: RuleSetState) {}

  /** Rules for prompts: as in the file that they were read from, then by family and number. */
  public get inputRules(): BlockRule[] {
    return this.rulesFor('input');
  }

  /** Rules for answers: as in the file that they were read from, then by family and number. */
  public get outputRules(): BlockRule[] {
    return this.rulesFor('output');
  }

  /** Longest conversation that is accepted, in characters of canonical text. */
  public get maxPromptCharacters(): number {
    return this.state.maxPromptCharacters;
  }

  /** Rules that were taken out, with reasons; shown on the workloads that use the rule set. */
  public get removedRules(): RemovedRules[] {
    return [...this.state.removed];
  }

  /**
   * Blocks prompts in which one of the patterns is found, whatever their case. The subset that RE2 and Python read alike:
   * literals, `\s \S \d \D \w \W \b \n \t` and escaped punctuation, classes, groups `(?:…)`, alternation, quantifiers up to
   * 1000; `*` and `+` only on one character or class, `.` only with a bound. No anchors, captures, backreferences, lookaround,
   * inline flags. At most 500 characters; must not match the empty text nor take super-linear time. The guard matches with Python,
   * whose `\w`, `\d`, `\s` and `\b` know more than ASCII; RE2's do not.
   * @param family name of the rules in audit lines and metrics: lower-case letters, digits and "-"
   * @param patterns regular expressions; a gap between words is written as `.{0,40}`
   * @throws when a pattern is outside the subset, or does not find its canary
   */
  public blocking(family: string, patterns: string[], options: BlockingOptions = {}): RuleSet {
    return this.adding('input', family, patterns, options);
  }

  /**
   * Blocks answers in which one of the patterns is found. Same subset as `blocking`.
   * @throws when a pattern is outside the subset, or does not find its canary
   */
  public blockingAnswers(family: string, patterns: string[], options: BlockingAnswersOptions = {}): RuleSet {
    return this.adding('output', family, patterns, options);
  }

  /**
   * Limits the length of the conversation that is accepted; longer ones are refused with 413.
   * @throws when `characters` is not a whole number from 1 to 1,000,000
   */
  public withMaxPromptCharacters(characters: number): RuleSet {
    return new RuleSet({ ...this.state, maxPromptCharacters: RuleSet.characters('maxPromptCharacters', characters) });
  }

  /**
   * Limits the length of the answer that is passed on; longer ones are refused with 502.
   * @throws when `characters` is not a whole number from 1 to 1,000,000
   */
  public withMaxAnswerCharacters(characters: number): RuleSet {
    return new RuleSet({ ...this.state, maxAnswerCharacters: RuleSet.characters('maxAnswerCharacters', characters) });
  }

  /** Switches on NeMo's own detection of an injection in answers, beside the patterns. */
  public detectingInjections(...injections: Injection[]): RuleSet {
    const all = [...new Set([...this.state.injections, ...injections])].sort(byCodePoint);
    return new RuleSet({ ...this.state, injections: all });
  }

  /**
   * Takes out one rule or a whole family, for example because honest prompts of this stack match it. Every workload that uses
   * the rule set carries the reason as an opt-out annotation.
   * @throws when there is no such rule or family, or the reason has fewer than 20 characters
   */
  public dangerouslyWithout(ruleOrFamily: string, reason: string): RuleSet {
    const checked = checkedReason(`rules.${ruleOrFamily}`, reason);
    const kept = this.state.rules.filter(
      ({ family, number }) => ruleOrFamily !== family && ruleOrFamily !== `${family}-${number}`,
    );
    if (kept.length === this.state.rules.length)
      throw errors.ruleUnknown(ruleOrFamily, [...new Set(this.state.rules.map(({ family }) => family))]);
    const removed = [...this.state.removed, { ruleOrFamily, reason: checked }].sort((a, b) =>
      byCodePoint(a.ruleOrFamily, b.ruleOrFamily),
    );
    return new RuleSet({ ...this.state, rules: kept, removed });
  }

  /** `ruleset.json` as the guard reads it: UTF-8, one spelling per value, no trailing newline. */
  public toCanonicalJson(): string {
    const json = canonicalJson({
      format: 1,
      input: {
        maxPromptCharacters: this.state.maxPromptCharacters,
        maxScannedCharacters: FORMS * this.state.maxPromptCharacters,
        patterns: this.inputRules,
      },
      output: {
        injections: this.state.injections,
        maxAnswerCharacters: this.state.maxAnswerCharacters,
        patterns: this.outputRules,
      },
    });
    const bytes = Buffer.byteLength(json);
    if (bytes > MAX_JSON_BYTES) throw errors.ruleSetTooLarge(bytes, MAX_JSON_BYTES);
    return json;
  }

  /** SHA-256 of the canonical JSON, as 64 hexadecimal digits. */
  public get sha256(): string {
    return createHash('sha256').update(this.toCanonicalJson()).digest('hex');
  }

  private rulesFor(direction: RuleDirection): BlockRule[] {
    return this.state.rules
      .filter((rule) => rule.direction === direction)
      .sort((a, b) => placeOf(a) - placeOf(b) || byCodePoint(a.family, b.family) || a.number - b.number)
      .map(({ family, number, pattern, canary }) => ({ id: `${family}-${number}`, family, pattern, canary }));
  }

  private adding(
    direction: RuleDirection,
    family: string,
    patterns: string[],
    options: BlockingAnswersOptions,
  ): RuleSet {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(family) || family.length > 40) throw errors.familyNameInvalid(family);
    if (patterns.length === 0) throw errors.noPatterns(family);
    const { canaries, caseSensitive } = options;
    if (canaries && canaries.length !== patterns.length)
      throw errors.canaryCountDiffers(family, patterns.length, canaries.length);
    // Before any is analysed: a generated list of thousands would take minutes to be refused.
    if (patterns.length > MAX_RULES) throw errors.tooManyPatterns(direction, patterns.length, MAX_RULES);
    const others = this.state.rules.filter((rule) => rule.family !== family);
    const same = this.state.rules.filter((rule) => rule.family === family);
    if (same.some((rule) => rule.direction !== direction)) throw errors.familyInBothDirections(family, direction);
    const added = patterns.map((pattern, i) =>
      loadCompiler().compileRule({ family, pattern, canary: canaries?.[i], caseSensitive }),
    );
    for (const { pattern } of added) {
      const other = others.find((rule) => rule.direction === direction && rule.pattern === pattern);
      if (other) throw errors.patternInTwoFamilies(pattern, family, other.family);
    }
    const rules = [...others, ...RuleSet.merged(direction, family, same, added)];
    const count = rules.filter((rule) => rule.direction === direction).length;
    if (count > MAX_RULES) throw errors.tooManyPatterns(direction, count, MAX_RULES);
    return new RuleSet({ ...this.state, rules });
  }

  /** Rules of one family: those that keep their number first, then the added ones by their text, so that the order of adding plays no part. */
  private static merged(
    direction: RuleDirection,
    family: string,
    present: readonly NumberedRule[],
    added: readonly { readonly pattern: string; readonly canary: string }[],
  ): NumberedRule[] {
    const settled = present.filter((rule) => rule.settled);
    const canaries = new Map<string, string>();
    for (const { pattern, canary } of [...present.filter((rule) => !rule.settled), ...added]) {
      const known = canaries.get(pattern);
      if (known === undefined || byCodePoint(canary, known) < 0) canaries.set(pattern, canary);
    }
    const own = [...canaries].filter(([pattern]) => !settled.some((rule) => rule.pattern === pattern));
    const highest = Math.max(
      0,
      ...settled.map(({ number }) => number),
      ...baselineFamilies.filter((known) => known.family === family).map(({ rules }) => rules.length),
    );
    return [
      ...settled,
      ...own
        .sort(([a], [b]) => byCodePoint(a, b))
        .map(([pattern, canary], i) => ({
          direction,
          family,
          pattern,
          canary,
          number: highest + i + 1,
          settled: false,
        })),
    ];
  }

  private static characters(what: string, value: number): number {
    if (!Number.isInteger(value) || value < 1 || value > MAX_CHARACTERS)
      throw errors.charactersOutOfRange(what, value, MAX_CHARACTERS);
    return value;
  }
}
