import { type Kubectl } from '../cluster/kubectl';
import { type CommandResult } from '../tools/command';
import { type Stage } from './stage';
import { type Users } from './users';

/** Something that RBAC lets somebody do, and that an admission rule must deny. */
export interface Spoof {
  readonly title: string;
  readonly by: keyof Users;
  /** The rule that denies it. Where several do, the API server names whichever it comes to first. */
  readonly rules: readonly string[];
  /** Asks the API server. */
  request(stage: Stage, as: Kubectl): Promise<CommandResult>;
  /**
   * What came of it where nothing denied it, as a sentence.
   *
   * @throws when nothing did
   */
  effect?(stage: Stage): Promise<string>;
  /** Puts back what the request changed; called whether it succeeded or not. @default - it asked by dry run */
  undo?(stage: Stage): Promise<void>;
}
