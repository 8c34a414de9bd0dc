import { type RuleDirection } from './block-rule';

/** The rules of one attack family that the library ships. New rules are appended, so that ids keep their meaning. */
export interface BaselineFamily {
  /** Name of the family, for example `instruction-override`. */
  readonly family: string;
  /** Which text its rules look at. */
  readonly direction: RuleDirection;
  /** Pattern and canary of each rule. */
  readonly rules: readonly (readonly [pattern: string, canary: string])[];
}
