import { Construct } from 'constructs';
import { type IModelsReader, type IRulesReader, type ReleasePool } from '../../workload';
import { ReleaseAccess } from './release-access';
import { MODELS } from './released-subject';
import { type Releaser } from './releaser';

/** Models that change while the stack runs. */
export interface ModelReleaseProps {
  /** Who rolls them out: the runs of the pipeline that validates them. */
  readonly releaser: Releaser;
  /** Who sends requests to models: the output processor, with all its endpoints declared. */
  readonly tier: IModelsReader;
  /** The second model server, on which the new model starts: what `standsBy` of the tier returned. */
  readonly pool: ReleasePool;
  /** Where callers come in, for an honest request: the guardrail. */
  readonly entry: IRulesReader;
  /**
   * Who approves: `user NAME` or `group NAME`, as in `AdmissionPolicies`.
   * @default ['group secure-llm:approvers']
   */
  readonly approvers?: string[];
  /**
   * Lets the releaser approve what it proposes, with the reason. The admission rules must let it too, with
   * `dangerouslyReleaseModelsUnapproved` of `AdmissionPolicies`, and claim R10 is refuted until somebody waives it.
   * @default - only approvers approve
   */
  readonly dangerouslyWithoutApproval?: string;
}

/**
 * Lets the runs of one pipeline send requests for a model to a second model server once people approved it, see how it does,
 * and take that back. The requests move with a file of the output processor, which is released as its rules are.
 */
export class ModelRelease extends Construct {
  /** What is released where: the argument `--targets` of the steps. */
  readonly targets: string;
  /** Where the steps send an honest request: the argument `--canary-url`. */
  readonly canaryUrl: string;
  /** The model server that the new model starts on. */
  readonly pool: ReleasePool;
  /** Who rolls out. */
  readonly releaser: Releaser;

  /** @throws if the tier forwards to nobody yet, or the releaser approves */
  constructor(scope: Construct, id: string, props: ModelReleaseProps) {
    super(scope, id);
    this.releaser = props.releaser;
    this.pool = props.pool;
    const entry = props.entry.rulesFile.workload;
    this.canaryUrl = entry.url;
    this.targets = new ReleaseAccess(this, 'Access', {
      subject: MODELS,
      releaser: props.releaser,
      files: [props.tier.releaseModels()],
      entry,
      approvers: props.approvers ?? ['group secure-llm:approvers'],
      withoutApproval: props.dangerouslyWithoutApproval,
    }).targets;
  }
}
