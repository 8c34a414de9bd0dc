import { Duration, Size } from 'cdk8s';
import { type Construct } from 'constructs';
import { ImageCatalog, type ImageRef, Mount } from '../../workload';
import { SecretRef } from '../../platform';
import { Argument, ArtifactPort, ArtifactType, type NodeCapacity, Pipeline, PipelineDefinition } from '../pipeline';
import { claim, FOLDERS, secretFile } from './mounted-files';
import { stepComponent, type StepNeeds } from './step-component';

/** What is learnt, how, and what it must show. */
export interface TrainAndValidatePipelineProps {
  /** Claim with the labelled examples. */
  readonly dataClaim: string;
  /**
   * File in the claim: JSON lines with `prompt` and `completion`.
   * @default 'examples.jsonl'
   */
  readonly dataFile?: string;
  /** Claim with the base model: a folder with weights in safetensors. */
  readonly baseModelClaim: string;
  /** Share of held-out examples that the model must answer rightly. There is none that suits all tasks. */
  readonly minimumAccuracy: number;
  /** Name in the model registry. */
  readonly modelName: string;
  /** Where the adapter will lie: `oci://…@sha256:…` or `s3://…`, the only ones that the registry takes. */
  readonly sourceUri: string;
  /** The tracking server, for example `http://mlflow.pipelines.svc:5000`. */
  readonly trackingUrl: string;
  /** Secret with the keys `username` and `password` of an account there. */
  readonly trackingSecret: string;
  /**
   * Passes over the data.
   * @default 3 - as Stanford Alpaca (https://github.com/tatsu-lab/stanford_alpaca)
   */
  readonly epochs?: number;
  /**
   * Rank of the LoRA matrices.
   * @default 8 - as in the LoRA paper (https://arxiv.org/abs/2106.09685)
   */
  readonly rank?: number;
  /**
   * Step width of the optimiser.
   * @default 0.0002 - as in the LoRA paper, for GPT-3
   */
  readonly learningRate?: number;
  /**
   * What the split and the training draw from: the same seed, the same split.
   * @default 1
   */
  readonly seed?: number;
  /**
   * GPUs of the steps that load the model; 0 trains on CPUs.
   * @default 1
   */
  readonly gpus?: number;
  /**
   * CPU of those steps, in thousandths of a core.
   * @default 4000
   */
  readonly trainingCpuMillicores?: number;
  /**
   * Memory of those steps.
   * @default Size.gibibytes(32)
   */
  readonly trainingMemory?: Size;
  /**
   * Shared memory of those steps.
   * @default Size.gibibytes(2)
   */
  readonly sharedMemory?: Size;
  /**
   * How long the training may take.
   * @default Duration.hours(12)
   */
  readonly trainingTimeout?: Duration;
  /**
   * Image of the steps that load the model.
   * @default ImageCatalog.MODEL_TRAINING
   */
  readonly trainingImage?: ImageRef;
  /**
   * Labels that the nodes of those steps must have.
   * @default - any node with GPUs
   */
  readonly trainingNodeSelector?: { readonly [label: string]: string };
  /**
   * What the nodes offer. A step that fits on none of them is an error.
   * @default - not known: nothing is refused for it
   */
  readonly nodeCapacities?: readonly NodeCapacity[];
}

/**
 * Adapts a model: splits the examples, trains a LoRA adapter on GPU nodes, measures it on held-out examples, and registers it with its digest
 * if it is good enough. A worse one fails the run, and nothing is registered.
 */
export class TrainAndValidatePipeline extends Pipeline {
  /** @throws if a prop is out of range; what is wrong with the pipeline is listed at synth */
  public constructor(scope: Construct, id: string, props: TrainAndValidatePipelineProps) {
    const definition = PipelineDefinition.named(id, {
      description: 'Trains an adapter, measures it, and registers it if it is good enough',
    });
    addSteps(definition, props);
    super(scope, id, { definition, nodeCapacities: props.nodeCapacities });
  }
}

const catalogue = ImageCatalog.PIPELINE_STEPS;

function addSteps(definition: PipelineDefinition, props: TrainAndValidatePipelineProps): void {
  const data = definition.addTask('prepare-data', { component: prepare(props), retries: 1 });
  const trained = definition.addTask('train', {
    component: train(props),
    inputs: { train: data.output('train') },
    retries: 1,
  });
  const adapter = trained.output('adapter');
  const evaluated = definition.addTask('evaluate', {
    component: evaluate(props),
    inputs: { heldout: data.output('heldout'), adapter },
  });
  definition.addTask('register', {
    component: register(props),
    inputs: { adapter, metrics: evaluated.output('metrics') },
    retries: 3,
  });
}

function prepare({ dataClaim, dataFile = 'examples.jsonl', seed = 1 }: TrainAndValidatePipelineProps) {
  const train = ArtifactPort.output('train', ArtifactType.DATASET);
  const heldout = ArtifactPort.output('heldout', ArtifactType.DATASET);
  return stepComponent(
    'prepare-data',
    [
      ...Argument.texts('--source', `${FOLDERS.data}/${dataFile}`),
      ...[Argument.text('--train'), train.argument],
      ...[Argument.text('--heldout'), heldout.argument],
      ...Argument.texts('--seed', String(seed)),
    ],
    { catalogue, cpuMillicores: 1000, memory: Size.gibibytes(1), mounts: [claim(dataClaim, FOLDERS.data)] },
  );
}

/** What the steps need that load the model. */
function onGpus(props: TrainAndValidatePipelineProps): StepNeeds {
  return {
    catalogue: ImageCatalog.MODEL_TRAINING,
    image: props.trainingImage,
    gpus: props.gpus ?? 1,
    cpuMillicores: props.trainingCpuMillicores ?? 4000,
    memory: props.trainingMemory ?? Size.gibibytes(32),
    timeout: props.trainingTimeout ?? Duration.hours(12),
    nodeSelector: props.trainingNodeSelector,
    mounts: [
      claim(props.baseModelClaim, FOLDERS.baseModel),
      Mount.memory('/dev/shm', props.sharedMemory ?? Size.gibibytes(2)),
    ],
  };
}

function train(props: TrainAndValidatePipelineProps) {
  const { epochs = 3, rank = 8, learningRate = 0.0002, seed = 1 } = props;
  const data = ArtifactPort.input('train', ArtifactType.DATASET);
  const adapter = ArtifactPort.output('adapter', ArtifactType.MODEL);
  const metrics = ArtifactPort.output('metrics', ArtifactType.METRICS);
  return stepComponent(
    'train',
    [
      ...[Argument.text('--train'), data.argument],
      ...Argument.texts('--base-model', FOLDERS.baseModel),
      ...[Argument.text('--adapter'), adapter.argument],
      ...[Argument.text('--metrics'), metrics.argument],
      ...Argument.texts('--epochs', String(epochs), '--rank', String(rank)),
      ...Argument.texts('--learning-rate', String(learningRate), '--seed', String(seed)),
    ],
    onGpus(props),
  );
}

/** The gate. */
function evaluate(props: TrainAndValidatePipelineProps) {
  const heldout = ArtifactPort.input('heldout', ArtifactType.DATASET);
  const adapter = ArtifactPort.input('adapter', ArtifactType.MODEL);
  const metrics = ArtifactPort.output('metrics', ArtifactType.METRICS);
  return stepComponent(
    'evaluate',
    [
      ...[Argument.text('--heldout'), heldout.argument],
      ...Argument.texts('--base-model', FOLDERS.baseModel),
      ...[Argument.text('--adapter'), adapter.argument],
      ...Argument.texts('--minimum-accuracy', String(props.minimumAccuracy)),
      ...[Argument.text('--metrics'), metrics.argument],
    ],
    onGpus(props),
  );
}

function register({ modelName, sourceUri, trackingUrl, trackingSecret }: TrainAndValidatePipelineProps) {
  const adapter = ArtifactPort.input('adapter', ArtifactType.MODEL);
  const metrics = ArtifactPort.input('metrics', ArtifactType.METRICS);
  const registration = ArtifactPort.output('registration', ArtifactType.ARTIFACT);
  const credentials = ['username', 'password'].map((key) => secretFile('tracking', SecretRef.key(trackingSecret, key)));
  return stepComponent(
    'register',
    [
      ...[Argument.text('--adapter'), adapter.argument],
      ...[Argument.text('--metrics'), metrics.argument],
      ...Argument.texts('--model', modelName, '--source-uri', sourceUri),
      ...Argument.texts('--tracking-url', trackingUrl, '--credentials', credentials[0]?.path ?? ''),
      ...[Argument.text('--registration'), registration.argument],
    ],
    { catalogue, mounts: credentials },
  );
}
