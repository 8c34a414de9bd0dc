/** Options of `RuleSet.blocking`. */
export interface BlockingOptions {
  /**
   * One example text per pattern, in the same order, that the pattern must find. The guard starts only if every one of them
   * is blocked.
   * @default - derived from the patterns
   */
  readonly canaries?: string[];
}

/** Options of `RuleSet.blockingAnswers`. */
export interface BlockingAnswersOptions extends BlockingOptions {
  /**
   * Match capitals as they are written, as for keys such as `AKIA…`.
   * @default false
   */
  readonly caseSensitive?: boolean;
}

/** A rule that was taken out of a rule set, and why. */
export interface RemovedRules {
  /** Rule id or family. */
  readonly ruleOrFamily: string;
  /** Why the protection is not needed. */
  readonly reason: string;
}
