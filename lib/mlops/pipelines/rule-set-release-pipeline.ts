import { type Construct } from 'constructs';
import { Argument, ArtifactPort, ArtifactType, Pipeline, PipelineDefinition } from '../pipeline';
import { ReleaseSteps } from './release-steps';
import { type RolloutWatchProps } from './rollout-watch-props';
import { type RuleLearningProps } from './rule-learning-props';
import { addLearningSteps } from './rule-learning-steps';

/** What rules are learnt from, what they must show, and how they go to production. */
export interface RuleSetReleasePipelineProps extends RolloutWatchProps, RuleLearningProps {}

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

function addSteps(definition: PipelineDefinition, release: ReleaseSteps, props: RuleSetReleasePipelineProps): void {
  const { candidate, report } = addLearningSteps(definition, readRules(release), props);
  const approved = release.awaitApproval(candidate, ArtifactType.MODEL, report, ArtifactType.METRICS);
  const published = definition.addTask('publish-rules', {
    component: publish(release),
    inputs: { candidate, approval: approved.output('approval') },
    retries: 2,
  });
  release.roll(published.output('published'));
  release.record();
}

/** What runs now, because a release since the last deployment is not in any document. */
function readRules(release: ReleaseSteps) {
  const current = ArtifactPort.output('current', ArtifactType.MODEL);
  return release.step('read-rules', [...release.targets, Argument.text('--current'), current.argument]);
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
