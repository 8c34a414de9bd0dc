import { type GitRepository } from './git-repository';
import { type IRunIdentity } from './releaser';

/**
 * Releases that people merge: the runs of one pipeline propose rules on a branch of a repository, and whoever merges it approves.
 * Nothing of it has a right in the cluster; what is deployed is what `RuleSet.fromFile` reads from the merged file.
 */
export class GitRuleSetRelease {
  /** @internal */
  static _by(proposer: IRunIdentity, repository: GitRepository): GitRuleSetRelease {
    proposer.connections.allowTo(repository.host, repository.port);
    return new GitRuleSetRelease(repository);
  }

  private constructor(
    /** Where rules are proposed. */
    readonly repository: GitRepository,
  ) {}
}
