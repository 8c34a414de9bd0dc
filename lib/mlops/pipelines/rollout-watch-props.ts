import { type Duration } from 'cdk8s';
import { type SecretRef } from '../../platform';

/** How a release is watched, whatever it releases. */
export interface RolloutWatchProps {
  /** Where the release goes, in rolling order: the JSON text that `RuleSetRelease` and `ModelRelease` give. */
  readonly targets: string;
  /** Where honest prompts are sent while it rolls: the guardrail's Service. */
  readonly canaryUrl: string;
  /** Served model that the honest prompts ask for. */
  readonly canaryModel: string;
  /**
   * Key that callers of the guardrail send, in a Secret of its own: each Secret has one reader.
   * @default - none: callers need no key
   */
  readonly canaryKey?: SecretRef;
  /**
   * How long the approvers have. A release nobody approved in time has failed. A whole run is stopped after a day.
   * @default Duration.hours(12)
   */
  readonly approvalTimeout?: Duration;
  /**
   * Releases without any person's approval, with the reason: whoever can write to what the pipeline learns from then changes the
   * rules of production. `RuleSetRelease` or `ModelRelease` and `AdmissionPolicies` must allow it too.
   * @default - an approver must say yes
   */
  readonly dangerouslyWithoutApproval?: string;
  /**
   * How long each tier is watched before the next one follows.
   * @default Duration.minutes(5)
   */
  readonly watch?: Duration;
  /**
   * Share of requests that may fail while a tier is watched; above it the tier goes back to what it ran before.
   * @default 0.01 - a rollout of the quickstart under load failed 0 of 2,886 requests
   */
  readonly maxErrorRate?: number;
  /**
   * 99th percentile in milliseconds of the time that a guard takes to judge, above which the tier goes back.
   * @default 1000 - half of the guard's own deadline for a judgement, `--judge-deadline-ms 2000`
   */
  readonly maxJudgeP99Milliseconds?: number;
}
