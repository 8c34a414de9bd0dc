import { Duration, Size } from 'cdk8s';
import { type Construct } from 'constructs';
import { type SecretRef } from '../../platform';
import { ImageCatalog } from '../../workload';
import { Argument, ArtifactPort, ArtifactType, type NodeCapacity, Pipeline, PipelineDefinition } from '../pipeline';
import { claim, FOLDERS, secretFile } from './mounted-files';
import { ReleaseSteps } from './release-steps';
import { type RolloutWatchProps } from './rollout-watch-props';
import { stepComponent } from './step-component';

/** What a rule set must show before it goes to production. */
export interface RuleSetReleasePipelineProps extends RolloutWatchProps {
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

/**
 * Learns rules from prompts that got through: collects young records, proposes rules, tries them in the real guard against an attack
 * and an honest suite, waits for an approver, publishes an immutable rule set, and rolls it through the guard tiers with a way back. What the
 * gates demand is part of the version, so whoever starts a run cannot lower it.
 */
export class RuleSetReleasePipeline extends Pipeline {
  /** @throws if a prop is out of range; what is wrong with the pipeline is listed at synth */
  public constructor(scope: Construct, id: string, props: RuleSetReleasePipelineProps) {
    const definition = PipelineDefinition.named(id, {
      description: 'Learns rules from prompts that got through, and releases them after gates and an approval',
    });
    const release = new ReleaseSteps(definition, 'rule-set', props);
    addSteps(definition, release, props);
    super(scope, id, { definition, nodeCapacities: props.nodeCapacities, annotations: release.optOuts });
  }
}

const catalogue = ImageCatalog.PIPELINE_STEPS;

function addSteps(definition: PipelineDefinition, release: ReleaseSteps, props: RuleSetReleasePipelineProps): void {
  const collected = definition.addTask('collect-flagged', { component: collect(props), retries: 2 });
  const current = definition.addTask('read-rules', { component: readRules(release), retries: 2 });
  const proposed = definition.addTask('propose-rules', {
    component: propose(props),
    inputs: { current: current.output('current'), records: collected.output('records') },
  });
  const candidate = proposed.output('candidate');
  const validated = definition.addTask('validate-rules', { component: validate(props), inputs: { candidate } });
  const report = validated.output('report');
  const approved = release.awaitApproval(candidate, ArtifactType.MODEL, report, ArtifactType.METRICS);
  const published = definition.addTask('publish-rules', {
    component: publish(release),
    inputs: { candidate, approval: approved.output('approval') },
    retries: 2,
  });
  release.roll(published.output('published'));
  release.record();
}

function collect({ flaggedClaim, maxRecordsPerCaller = 20, maxAgeDays = 14 }: RuleSetReleasePipelineProps) {
  const records = ArtifactPort.untrustedOutput('records', ArtifactType.DATASET);
  return stepComponent(
    'collect-flagged',
    [
      ...Argument.texts('--store', FOLDERS.flagged),
      ...[Argument.text('--records'), records.argument],
      ...Argument.texts('--max-per-caller', String(maxRecordsPerCaller)),
      ...Argument.texts('--max-age-days', String(maxAgeDays), '--delete-expired'),
    ],
    { catalogue, mounts: [claim(flaggedClaim, FOLDERS.flagged)] },
  );
}

/** What runs now, because a release since the last deployment is not in any document. */
function readRules(release: ReleaseSteps) {
  const current = ArtifactPort.output('current', ArtifactType.MODEL);
  return release.step('read-rules', [...release.targets, Argument.text('--current'), current.argument]);
}

function propose({ sealingKey, suitesClaim }: RuleSetReleasePipelineProps) {
  const current = ArtifactPort.input('current', ArtifactType.MODEL);
  const records = ArtifactPort.input('records', ArtifactType.DATASET);
  const candidate = ArtifactPort.output('candidate', ArtifactType.MODEL);
  const explanation = ArtifactPort.output('explanation', ArtifactType.ARTIFACT);
  const key = secretFile('sealing-key', sealingKey);
  return stepComponent(
    'propose-rules',
    [
      ...[Argument.text('--current'), current.argument],
      ...[Argument.text('--records'), records.argument],
      ...Argument.texts('--private-key', key.filePath),
      ...Argument.texts('--honest', `${FOLDERS.suites}/honest.jsonl`),
      ...[Argument.text('--candidate'), candidate.argument],
      ...[Argument.text('--explanation'), explanation.argument],
    ],
    { catalogue, memory: Size.mebibytes(512), mounts: [key, claim(suitesClaim, FOLDERS.suites)] },
  );
}

/** The gate. It starts the guard itself, so it needs what a guard needs. */
function validate(props: RuleSetReleasePipelineProps) {
  const { suitesClaim, minBlockRate = 0.7, maxFalsePositiveRate = 0.01, maxP99Milliseconds = 500 } = props;
  const candidate = ArtifactPort.input('candidate', ArtifactType.MODEL);
  const report = ArtifactPort.output('report', ArtifactType.METRICS);
  return stepComponent(
    'validate-rules',
    [
      ...[Argument.text('--candidate'), candidate.argument],
      ...Argument.texts('--attacks', `${FOLDERS.suites}/attacks.jsonl`, '--honest', `${FOLDERS.suites}/honest.jsonl`),
      ...Argument.texts('--min-block-rate', String(minBlockRate)),
      ...Argument.texts('--max-false-positive-rate', String(maxFalsePositiveRate)),
      ...Argument.texts('--max-p99-milliseconds', String(maxP99Milliseconds)),
      ...[Argument.text('--report'), report.argument],
    ],
    {
      catalogue: ImageCatalog.RULE_VALIDATION,
      cpuMillicores: 2000,
      memory: Size.gibibytes(2),
      mounts: [claim(suitesClaim, FOLDERS.suites)],
      timeout: Duration.hours(1),
    },
  );
}

function publish(release: ReleaseSteps) {
  const candidate = ArtifactPort.input('candidate', ArtifactType.MODEL);
  const approval = ArtifactPort.input('approval', ArtifactType.ARTIFACT);
  const published = ArtifactPort.output('published', ArtifactType.ARTIFACT);
  return release.step('publish-rules', [
    ...[Argument.text('--candidate'), candidate.argument],
    ...[Argument.text('--approval'), approval.argument],
    ...release.targets,
    ...[Argument.text('--published'), published.argument],
  ]);
}
