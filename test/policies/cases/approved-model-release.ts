import { MODEL_RELEASER, RULE_SET_RELEASER } from '../approvals';
import { MODELS } from '../releases';
import { releaseCases } from '../release-cases';

export const cases = releaseCases(MODELS, MODEL_RELEASER, RULE_SET_RELEASER);
