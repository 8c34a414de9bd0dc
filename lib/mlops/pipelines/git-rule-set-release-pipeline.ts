import { type Construct } from 'constructs';
import { ImageCatalog } from '../../workload';
import { Argument, ArtifactPort, ArtifactType, ParameterPort, Pipeline, PipelineDefinition } from '../pipeline';
import { type GitRepository, type GitRuleSetRelease } from '../release';
import { secretFile } from './mounted-files';
import { type RuleLearningProps } from './rule-learning-props';
import { addLearningSteps } from './rule-learning-steps';
import { stepComponent } from './step-component';

/** What rules are learnt from, what they must show, and where they are proposed. */
export interface GitRuleSetReleasePipelineProps extends RuleLearningProps {
  /** What `RuleSetRelease.viaGit` gave for the runs of this pipeline. */
  readonly release: GitRuleSetRelease;
}

/**
 * Learns rules from prompts that got through, as `RuleSetReleasePipeline` does, and puts those that pass the gate on a branch in Git. It
 * ends there: people merge the branch, or do not, and whatever applies the repository brings the rules to the guards.
 */
export class GitRuleSetReleasePipeline extends Pipeline {
  /** @throws if a prop is out of range; what is wrong with the pipeline is listed at synth */
  public constructor(scope: Construct, id: string, props: GitRuleSetReleasePipelineProps) {
    const definition = PipelineDefinition.named(id, {
      description: 'Learns rules from prompts that got through, and proposes them in Git after gates',
    });
    const { repository } = props.release;
    const inputs = { ...addLearningSteps(definition, readMergedRules(repository), props) };
    definition.addTask('open-change', { component: openChange(repository), inputs, retries: 2 });
    const component = recordEnd();
    definition.addExitTask(component.name, { component, retries: 3 });
    super(scope, id, { definition, nodeCapacities: props.nodeCapacities });
  }
}

const catalogue = ImageCatalog.GIT_STEPS;

/** What people merged last, whether it is deployed yet or not. */
function readMergedRules(repository: GitRepository) {
  const current = ArtifactPort.output('current', ArtifactType.MODEL);
  const { args, mounts } = access(repository);
  return stepComponent('read-merged-rules', [...args, Argument.text('--current'), current.argument], {
    catalogue,
    mounts,
  });
}

/** Tried again, it finds the branch of its first try. */
function openChange(repository: GitRepository) {
  const current = ArtifactPort.input('current', ArtifactType.MODEL);
  const candidate = ArtifactPort.input('candidate', ArtifactType.MODEL);
  const report = ArtifactPort.input('report', ArtifactType.METRICS);
  const change = ArtifactPort.output('change', ArtifactType.ARTIFACT);
  const { args, mounts } = access(repository);
  return stepComponent(
    'open-change',
    [
      ...args,
      ...[Argument.text('--current'), current.argument],
      ...[Argument.text('--candidate'), candidate.argument],
      ...[Argument.text('--report'), report.argument],
      ...[Argument.text('--change'), change.argument],
    ],
    { catalogue, mounts },
  );
}

/** In the audit trail only: the record that lasts is the history of the repository. */
function recordEnd() {
  const status = ParameterPort.finalStatus('status');
  return stepComponent(
    'record-release',
    [...[Argument.text('--status'), status.argument], ...Argument.texts('--subject', 'rule-set', '--audit-line-only')],
    { catalogue: ImageCatalog.PIPELINE_STEPS },
  );
}

function access({ url, baseBranch, rulesPath, deployKey, knownHosts }: GitRepository) {
  const key = secretFile('git', deployKey);
  // a pod mounts a Secret once, with all its keys
  const together = knownHosts.secretName === deployKey.secretName;
  const hosts = secretFile(together ? 'git' : 'git-known-hosts', knownHosts);
  const where = Argument.texts('--repository', url, '--base-branch', baseBranch, '--rules-path', rulesPath);
  const files = Argument.texts('--deploy-key', key.filePath, '--known-hosts', hosts.filePath);
  return { args: [...where, ...files], mounts: [key, hosts] };
}
