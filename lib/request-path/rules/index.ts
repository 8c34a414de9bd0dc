export { type BlockRule } from './block-rule';
export { Injection } from './injection';
export { RuleSet } from './rule-set';
export { type BlockingAnswersOptions, type BlockingOptions, type RemovedRules } from './rule-set-options';
