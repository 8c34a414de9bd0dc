import { type Construct } from 'constructs';
import { type SecretRef } from '../../platform';
import { ImageCatalog } from '../../workload';
import { Argument, ArtifactPort, ArtifactType, type NodeCapacity, Pipeline, PipelineDefinition } from '../pipeline';
import { type ContainerBuild } from './container-build';
import { claim, FOLDERS, secretFile } from './mounted-files';
import { ReleaseSteps } from './release-steps';
import { type RolloutWatchProps } from './rollout-watch-props';
import { stepComponent } from './step-component';

/** Which model is released to whom. */
export interface ModelReleasePipelineProps extends RolloutWatchProps {
  /**
   * Claim with `registration.json`, the model `model` (a file or a folder) and its signature `signature`. Whoever signs is not the
   * pipeline that trained.
   */
  readonly modelClaim: string;
  /** Public key of who signs models: PEM, ECDSA or Ed25519. */
  readonly signingKey: SecretRef;
  /** Name that callers ask for. */
  readonly servedModel: string;
  /** Where the pool that runs the new model is, for example `http://llama-next.inference.svc:8000`. */
  readonly poolUrl: string;
  /**
   * Path in the output processor of the key that the pool asks for.
   * @default - that of the pool before
   */
  readonly poolKeyFile?: string;
  /**
   * Packs the folder `model`, once its signature holds and before anybody is asked to approve, so that the pool can run the image by its
   * digest. How it is packed then lies in that folder and is signed with it.
   * @default - no image: the pool has the model from elsewhere
   */
  readonly build?: ContainerBuild;
  /**
   * What the nodes offer.
   * @default - not known: nothing is refused for it
   */
  readonly nodeCapacities?: readonly NodeCapacity[];
}

/**
 * Lets another pool of servers answer under a served name: holds the model against its registration and its signature, waits for an
 * approver, publishes an immutable map of models, and rolls it through the output processor with a way back.
 */
export class ModelReleasePipeline extends Pipeline {
  /** @throws if a prop is out of range; what is wrong with the pipeline is listed at synth */
  public constructor(scope: Construct, id: string, props: ModelReleasePipelineProps) {
    const definition = PipelineDefinition.named(id, {
      description: 'Shifts a served name to a pool with a verified model, after an approval',
    });
    const release = new ReleaseSteps(definition, 'model', props);
    addSteps(definition, release, props);
    super(scope, id, { definition, nodeCapacities: props.nodeCapacities, annotations: release.optOuts });
  }
}

function addSteps(definition: PipelineDefinition, release: ReleaseSteps, props: ModelReleasePipelineProps): void {
  const verification = definition.addTask('verify-model', { component: verify(props) });
  const verified = verification.output('verified');
  const build = props.build?.component(props.modelClaim, 'model');
  const after = build && [definition.addTask('build-image', { component: build, after: [verification], retries: 2 })];
  const shifted = definition.addTask('shift-model', {
    component: shift(release, props),
    inputs: { verified },
    after,
    retries: 2,
  });
  const candidate = shifted.output('candidate');
  const approved = release.awaitApproval(candidate, ArtifactType.ARTIFACT, verified, ArtifactType.ARTIFACT);
  const published = definition.addTask('publish-models', {
    component: publish(release),
    inputs: { candidate, verified, approval: approved.output('approval') },
    retries: 2,
  });
  release.roll(published.output('published'));
  release.record();
}

/** The gate: the bytes are those that were registered, and somebody whose key is known signed them. */
function verify({ modelClaim, signingKey }: ModelReleasePipelineProps) {
  const verified = ArtifactPort.output('verified', ArtifactType.ARTIFACT);
  const key = secretFile('model-signing-key', signingKey);
  return stepComponent(
    'verify-model',
    [
      ...Argument.texts('--registration', `${FOLDERS.model}/registration.json`),
      ...Argument.texts('--artifact', `${FOLDERS.model}/model`),
      ...Argument.texts('--signature', `${FOLDERS.model}/signature`),
      ...Argument.texts('--public-key', key.filePath),
      ...[Argument.text('--verified'), verified.argument],
    ],
    { catalogue: ImageCatalog.PIPELINE_STEPS, cpuMillicores: 1000, mounts: [key, claim(modelClaim, FOLDERS.model)] },
  );
}

function shift(release: ReleaseSteps, { servedModel, poolUrl, poolKeyFile }: ModelReleasePipelineProps) {
  const verified = ArtifactPort.input('verified', ArtifactType.ARTIFACT);
  const candidate = ArtifactPort.output('candidate', ArtifactType.ARTIFACT);
  return release.step('shift-model', [
    ...[Argument.text('--verified'), verified.argument],
    ...Argument.texts('--served-model', servedModel, '--pool-url', poolUrl),
    ...(poolKeyFile === undefined ? [] : Argument.texts('--pool-key-file', poolKeyFile)),
    ...release.targets,
    ...[Argument.text('--candidate'), candidate.argument],
  ]);
}

function publish(release: ReleaseSteps) {
  const candidate = ArtifactPort.input('candidate', ArtifactType.ARTIFACT);
  const verified = ArtifactPort.input('verified', ArtifactType.ARTIFACT);
  const approval = ArtifactPort.input('approval', ArtifactType.ARTIFACT);
  const published = ArtifactPort.output('published', ArtifactType.ARTIFACT);
  return release.step('publish-models', [
    ...[Argument.text('--candidate'), candidate.argument],
    ...[Argument.text('--verified'), verified.argument],
    ...[Argument.text('--approval'), approval.argument],
    ...release.targets,
    ...[Argument.text('--published'), published.argument],
  ]);
}
