import { Duration } from 'cdk8s';
import { AnnotationKey, ImageCatalog, type Mount } from '../../workload';
import { checkedReason } from '../../workload/opt-out';
import {
  Argument,
  ArtifactPort,
  ArtifactType,
  type Component,
  ParameterPort,
  type PipelineDefinition,
  type PipelineTask,
  type PipelineValue,
} from '../pipeline';
import { secretFile } from './mounted-files';
import { type RolloutWatchProps } from './rollout-watch-props';
import { stepComponent } from './step-component';

const catalogue = ImageCatalog.PIPELINE_STEPS;
/** A pod that waits for people is stopped only some time after they had theirs. */
const GRACE = Duration.minutes(10);
/** Longest time that a tier's pods may take to be replaced, `--rollout-timeout-seconds` of the step. */
const ROLLOUT = Duration.minutes(10);

/** What is released; the approvers' list and the records are kept apart by it. */
export type ReleaseSubject = 'rule-set' | 'model';

/** The end of every release: approval, publishing, rolling with a way back, and the record. */
export class ReleaseSteps {
  constructor(
    private readonly definition: PipelineDefinition,
    private readonly subject: ReleaseSubject,
    private readonly props: RolloutWatchProps,
  ) {}

  /** Annotations that say which protection the release does without. */
  get optOuts(): { readonly [key: string]: string } {
    const reason = this.props.dangerouslyWithoutApproval;
    return reason === undefined ? {} : { [AnnotationKey.optOut('approval')]: checkedReason('approval', reason) };
  }

  /** `--targets` and what they are. */
  get targets(): Argument[] {
    return Argument.texts('--targets', this.props.targets);
  }

  /** Waits for an approver to write the candidate's digest down. Asked again, it shows the same candidate. */
  awaitApproval(
    candidate: PipelineValue,
    candidateType: ArtifactType,
    report: PipelineValue,
    reportType: ArtifactType,
  ): PipelineTask {
    const { approvalTimeout = Duration.hours(12), dangerouslyWithoutApproval } = this.props;
    const candidateIn = ArtifactPort.input('candidate', candidateType);
    const reportIn = ArtifactPort.input('report', reportType);
    const approval = ArtifactPort.output('approval', ArtifactType.ARTIFACT);
    const component = stepComponent(
      'await-approval',
      [
        ...[Argument.text('--candidate'), candidateIn.argument],
        ...[Argument.text('--report'), reportIn.argument],
        ...Argument.texts('--subject', this.subject),
        ...Argument.texts('--timeout-seconds', String(approvalTimeout.toSeconds())),
        ...(dangerouslyWithoutApproval === undefined ? [] : Argument.texts('--dangerously-without-approval')),
        ...[Argument.text('--approval'), approval.argument],
      ],
      { catalogue, timeout: Duration.seconds(approvalTimeout.toSeconds() + GRACE.toSeconds()) },
    );
    return this.definition.addTask('await-approval', { component, inputs: { candidate, report } });
  }

  /** Rolls what lies published through the tiers, one after the other, and back when it does not hold. */
  roll(published: PipelineValue): PipelineTask {
    const { canaryKey, watch = Duration.minutes(5), maxErrorRate = 0.01, maxJudgeP99Milliseconds = 1000 } = this.props;
    const publishedIn = ArtifactPort.input('published', ArtifactType.ARTIFACT);
    const report = ArtifactPort.output('report', ArtifactType.METRICS);
    const key = canaryKey === undefined ? undefined : secretFile('canary-key', canaryKey);
    const component = stepComponent(
      'roll',
      [
        ...[Argument.text('--published'), publishedIn.argument],
        ...this.targets,
        ...Argument.texts('--canary-url', this.props.canaryUrl, '--canary-model', this.props.canaryModel),
        ...(key === undefined ? [] : Argument.texts('--canary-key-file', key.filePath)),
        ...Argument.texts('--watch-seconds', String(watch.toSeconds())),
        ...Argument.texts('--rollout-timeout-seconds', String(ROLLOUT.toSeconds())),
        ...Argument.texts('--max-error-rate', String(maxErrorRate)),
        ...Argument.texts('--max-p99-milliseconds', String(maxJudgeP99Milliseconds)),
        ...[Argument.text('--report'), report.argument],
      ],
      { catalogue, mounts: key === undefined ? [] : [key] },
    );
    return this.definition.addTask('roll', { component, inputs: { published } });
  }

  /** Keeps how the run ended, however it ended. */
  record(): void {
    const status = ParameterPort.finalStatus('status');
    const component = stepComponent(
      'record-release',
      [Argument.text('--status'), status.argument, ...Argument.texts('--subject', this.subject), ...this.targets],
      { catalogue },
    );
    this.definition.addExitTask('record-release', { component, retries: 3 });
  }

  /** A step of the release that runs one command. */
  step(command: string, args: readonly Argument[], mounts: readonly Mount[] = []): Component {
    return stepComponent(command, args, { catalogue, mounts });
  }
}
