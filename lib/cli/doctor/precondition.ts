/** Whether a cluster has what a program needs. */
export enum PreconditionState {
  /** It is there. */
  MET = 'met',
  /** It is not there, or not as it must be. */
  MISSING = 'missing',
  /** It could not be looked at. */
  UNKNOWN = 'unknown',
}

/** Something that must be in a cluster before a program is applied. */
export interface Precondition {
  /** What is needed, for example `storage class fast`. */
  readonly need: string;
  /** Whether it is there. */
  readonly state: PreconditionState;
  /** What is there, with its version where it has one. */
  readonly found: string;
  /** Who needs it, as far as somebody in particular does. @default - all of the program */
  readonly neededBy?: readonly string[];
  /** How to install it, or to put it right. @default - it is there */
  readonly remedy?: string;
}
