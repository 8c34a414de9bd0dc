import { type SecretRef } from '../../platform';
import { type NodeCapacity } from '../pipeline';

/** What rules are learnt from, and what they must show before anybody is asked to approve them. */
export interface RuleLearningProps {
  /** Claim with the sealed records of flagged and missed prompts. */
  readonly flaggedClaim: string;
  /** Private key that opens the records: X25519, PEM. Only the step that proposes rules has it. */
  readonly sealingKey: SecretRef;
  /** Claim with `attacks.jsonl` and `honest.jsonl`, which a candidate is tried with. */
  readonly suitesClaim: string;
  /**
   * Records of one caller that are learnt from, at most: nobody shapes the rules alone.
   * @default 20
   */
  readonly maxRecordsPerCaller?: number;
  /**
   * Oldest record that is learnt from, in days; older ones are deleted.
   * @default 14
   */
  readonly maxAgeDays?: number;
  /**
   * Share of the attack suite that a candidate must block.
   * @default 0.7 - the shipped rules block 47 of 64 attacks that nobody read while writing them
   */
  readonly minBlockRate?: number;
  /**
   * Share of the honest suite that a candidate may block.
   * @default 0.01 - the shipped rules block 1 of 123 honest prompts
   */
  readonly maxFalsePositiveRate?: number;
  /**
   * 99th percentile in milliseconds that the guard may take for one prompt of the suites.
   * @default 500 - a quarter of the guard's own deadline for a judgement
   */
  readonly maxP99Milliseconds?: number;
  /**
   * What the nodes offer.
   * @default - not known: nothing is refused for it
   */
  readonly nodeCapacities?: readonly NodeCapacity[];
}
