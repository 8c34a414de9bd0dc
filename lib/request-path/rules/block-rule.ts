/** Which text a rule looks at: what the caller sends, or what the model answers. */
export type RuleDirection = 'input' | 'output';

/** One rule: a text in which the pattern is found is blocked. */
export interface BlockRule {
  /** `<family>-<n>`, unique in the rule set; stands in audit lines and metrics. */
  readonly id: string;
  /** What the rule defends against, for example `instruction-override`. */
  readonly family: string;
  /** Regular expression in the subset that RE2 and Python read alike. */
  readonly pattern: string;
  /** A text the pattern must find; the guard starts only if this text is blocked. */
  readonly canary: string;
}
