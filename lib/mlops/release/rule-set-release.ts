import { Construct } from 'constructs';
import { type IRulesReader } from '../../workload';
import { errors } from './errors';
import { type GitRepository } from './git-repository';
import { GitRuleSetRelease } from './git-rule-set-release';
import { ReleaseAccess } from './release-access';
import { RULE_SETS } from './released-subject';
import { type IRunIdentity, type Releaser } from './releaser';

/** Rules that change while the stack runs. */
export interface RuleSetReleaseProps {
  /** Who rolls them out: the runs of the pipeline that makes them. */
  readonly releaser: Releaser;
  /** The guards in rolling order: the output processor first, and the guardrail, which callers reach, last. */
  readonly tiers: IRulesReader[];
  /**
   * Who approves: `user NAME` or `group NAME`, as in `AdmissionPolicies`.
   * @default ['group secure-llm:approvers']
   */
  readonly approvers?: string[];
  /**
   * Lets the releaser approve what it proposes, with the reason. The admission rules must let it too, with
   * `dangerouslyReleaseRuleSetsUnapproved` of `AdmissionPolicies`, and claim R10 is refuted until somebody waives it.
   * @default - only approvers approve
   */
  readonly dangerouslyWithoutApproval?: string;
}

/**
 * Lets the runs of one pipeline give the guards other rules that people approved, see how they do, and take them back. RBAC
 * here opens the objects, and `AdmissionPolicies` close all of their fields but those of a release: neither is enough alone.
 */
export class RuleSetRelease extends Construct {
  /**
   * Releases by merging in Git, for clusters that only Git changes: opens the way to the repository's host to the proposer, which gets
   * no right in the cluster.
   * @param proposer the runs of a `GitRuleSetReleasePipeline`
   */
  public static viaGit(proposer: IRunIdentity, repository: GitRepository): GitRuleSetRelease {
    return GitRuleSetRelease._by(proposer, repository);
  }

  /** What is released where, in rolling order: the argument `--targets` of the steps. */
  readonly targets: string;
  /** Where the steps send an honest request: the argument `--canary-url`. */
  readonly canaryUrl: string;
  /** Who rolls out. */
  readonly releaser: Releaser;

  /** @throws if there is no tier, one stands in the releaser's zone, or the releaser approves */
  constructor(scope: Construct, id: string, props: RuleSetReleaseProps) {
    super(scope, id);
    this.releaser = props.releaser;
    const files = props.tiers.map(({ rulesFile }) => rulesFile);
    const entry = files.at(-1)?.workload;
    if (entry === undefined) throw errors.noTier(this.node.path);
    this.canaryUrl = entry.url;
    const approvers = props.approvers ?? ['group secure-llm:approvers'];
    const { releaser } = props;
    this.targets = new ReleaseAccess(this, 'Access', {
      subject: RULE_SETS,
      releaser,
      files,
      entry,
      approvers,
      withoutApproval: props.dangerouslyWithoutApproval,
    }).targets;
  }
}
