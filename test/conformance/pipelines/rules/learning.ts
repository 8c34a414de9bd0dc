import { RuleSet, type RuleLearningProps, SecretRef } from '../../../../lib';
import { RULES } from '../../../request-path/declared';
import { type LocalRunResult, ran } from '../local-run/local-run';
import { type MountedFolders } from '../local-run/pipeline-file';
import { type RuleInputs } from './rule-inputs';

/** Everything that decides is as shipped, but the block rate: the suite holds what was missed, too. */
export const LEARNING: RuleLearningProps = {
  flaggedClaim: 'flagged',
  suitesClaim: 'suites',
  sealingKey: SecretRef.key('sealing', 'private.pem'),
  minBlockRate: 0.96,
  // two busy cores judge what otherwise a pod of its own would
  maxP99Milliseconds: 5000,
};

/** Current rules that no candidate passes the gate with, and what the gate says. */
export const REFUSED = {
  weak: { what: 'is too weak', rules: RULES, told: /block rate is 0\.0\d+, expected at least 0\.96/ },
  broad: {
    what: 'blocks honest prompts',
    rules: RuleSet.baseline().blocking('broad', ['how do i']),
    told: /false-positive rate is 0\.\d+, expected at most 0\.01/,
  },
};

/** What `LEARNING` names, in folders. */
export function learningFolders({ store, suites, keys }: RuleInputs): Required<MountedFolders> {
  return { claims: { flagged: store, suites }, secrets: { sealing: keys } };
}

/** What ran; the first two steps wait for nothing, so either may be first. */
export function inOrder(result: LocalRunResult): string[] {
  const [first = '', second = '', ...others] = ran(result);
  return [...[first, second].sort(), ...others];
}
