import { MODEL_RELEASER, RULE_SET_RELEASER } from '../approvals';
import { RULES } from '../releases';
import { releaseCases } from '../release-cases';

export const cases = releaseCases(RULES, RULE_SET_RELEASER, MODEL_RELEASER);
