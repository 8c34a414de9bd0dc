import { Duration, Size } from 'cdk8s';
import { ImageCatalog } from '../../workload';
import {
  Argument,
  ArtifactPort,
  ArtifactType,
  type Component,
  type PipelineDefinition,
  type PipelineValue,
} from '../pipeline';
import { claim, FOLDERS, secretFile } from './mounted-files';
import { type RuleLearningProps } from './rule-learning-props';
import { stepComponent } from './step-component';

/** Rules that passed their gate. */
export interface LearntRules {
  /** What they were made of. */
  readonly current: PipelineValue;
  /** The rule set. */
  readonly candidate: PipelineValue;
  /** What it showed. */
  readonly report: PipelineValue;
}

const catalogue = ImageCatalog.PIPELINE_STEPS;

/**
 * The beginning of every release of rules: collecting, reading what holds now, proposing, and the gate.
 * @param readRules the step that reads what holds now; its output is called `current`
 */
export function addLearningSteps(
  definition: PipelineDefinition,
  readRules: Component,
  props: RuleLearningProps,
): LearntRules {
  const collected = definition.addTask('collect-flagged', { component: collect(props), retries: 2 });
  const current = definition.addTask(readRules.name, { component: readRules, retries: 2 }).output('current');
  const proposed = definition.addTask('propose-rules', {
    component: propose(props),
    inputs: { current, records: collected.output('records') },
  });
  const candidate = proposed.output('candidate');
  const validated = definition.addTask('validate-rules', { component: validate(props), inputs: { candidate } });
  return { current, candidate, report: validated.output('report') };
}

function collect({ flaggedClaim, maxRecordsPerCaller = 20, maxAgeDays = 14 }: RuleLearningProps) {
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

function propose({ sealingKey, suitesClaim }: RuleLearningProps) {
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
function validate(props: RuleLearningProps) {
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
