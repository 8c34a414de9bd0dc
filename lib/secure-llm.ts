import { Construct } from 'constructs';
import { type Platform, type SecretRef } from './platform';
import {
  Guardrail,
  type GuardrailOptions,
  type IInferenceEndpoint,
  InferenceServer,
  type Model,
  OutputProcessor,
  type OutputProcessorOptions,
  RuleSet,
} from './request-path';
import { noCallers, nothingToServe } from './request-path/errors';
import { modelSlug } from './request-path/model-name';
import { SecretBackend, SyncedSecrets } from './secrets';
import { type ImagePullPolicy, type ImageRef, type ImagesLock, type IPeer, TrustZone } from './workload';

/** A whole stack: who may call, what is blocked, which models answer. */
export interface SecureLlmProps {
  /** Where it runs. */
  readonly platform: Platform;
  /** Who may call the guardrail. */
  readonly callers: IPeer[];
  /**
   * Models that the stack runs itself, each in a zone of its own.
   * @default - none, and then endpoints must name one
   */
  readonly models?: Model[];
  /**
   * Endpoints that exist already.
   * @default - none
   */
  readonly endpoints?: IInferenceEndpoint[];
  /**
   * What is blocked, in both tiers.
   * @default RuleSet.baseline()
   */
  readonly rules?: RuleSet;
  /**
   * The operator's instructions, put in front of every conversation by the output processor.
   * @default - none
   */
  readonly systemPrompt?: SecretRef;
  /**
   * How the Secrets come into the zones.
   * @default SecretBackend.existing()
   */
  readonly secrets?: SecretBackend;
  /**
   * What the value of a secret is known by that changes with it, by `SecretRef.vaultName`, for example
   * `PlatformOutputs.secretVersions`: pods that read their secrets at start only are replaced when it changes.
   * @default - unknown: a changed secret reaches such pods when they are restarted
   */
  readonly secretVersions?: { readonly [vaultName: string]: string };
  /**
   * Settings of the guardrail.
   * @default - the defaults of Guardrail
   */
  readonly guardrail?: GuardrailOptions;
  /**
   * Settings of the output processor.
   * @default - the defaults of OutputProcessor
   */
  readonly outputProcessor?: OutputProcessorOptions;
  /**
   * Another image for the guardrail that understands the guard's command line.
   * @default - the guard
   */
  readonly guardrailImage?: ImageRef;
  /**
   * Another image for the output processor that understands the guard's command line.
   * @default - the guard
   */
  readonly outputProcessorImage?: ImageRef;
  /**
   * Start of the namespaces' names.
   * @default - the construct id
   */
  readonly namespacePrefix?: string;
  /**
   * Digests of the images.
   * @default - images stay pinned to their versions
   */
  readonly imagesLock?: ImagesLock;
  /**
   * When nodes ask the registry.
   * @default ImagePullPolicy.ALWAYS
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}

/**
 * Callers, guardrail, output processor and model servers, each in a zone of its own, connected in a row. Zones are the namespaces
 * `<prefix>-guardrail`, `<prefix>-output` and `<prefix>-inference-<model>`, so that adding a model adds one file and leaves those of
 * other models as they are.
 */
export class SecureLlm extends Construct {
  /** Zones by purpose: `guardrail`, `output`, then one per model. */
  public readonly zones: TrustZone[];
  /** First tier. */
  public readonly guardrail: Guardrail;
  /** Second tier. */
  public readonly outputProcessor: OutputProcessor;
  /** Model servers that the stack runs, in the order of the models. */
  public readonly inferenceServers: InferenceServer[];
  /** What is blocked. */
  public readonly rules: RuleSet;

  /** @throws if there is no caller or no model, or a part refuses its settings */
  constructor(scope: Construct, id: string, props: SecureLlmProps) {
    super(scope, id);
    const { models = [], endpoints = [] } = props;
    if (models.length + endpoints.length === 0) throw nothingToServe(this.node.path);
    if (props.callers.length === 0) throw noCallers(this.node.path);
    this.zones = [];
    this.rules = props.rules ?? RuleSet.baseline();
    const guardrailProps = { ...props.guardrail, rules: this.rules };
    const outputProps = {
      ...props.outputProcessor,
      systemPrompt: props.systemPrompt ?? props.outputProcessor?.systemPrompt,
      rules: this.rules,
    };
    const { guardrailImage, outputProcessorImage } = props;
    const first = this.zone('guardrail', props);
    const second = this.zone('output', props);
    this.guardrail =
      guardrailImage === undefined
        ? new Guardrail(first, 'guardrail', guardrailProps)
        : Guardrail.custom(first, 'guardrail', { ...guardrailProps, image: guardrailImage });
    this.outputProcessor =
      outputProcessorImage === undefined
        ? new OutputProcessor(second, 'output-processor', outputProps)
        : OutputProcessor.custom(second, 'output-processor', { ...outputProps, image: outputProcessorImage });
    this.guardrail.forwardsTo(this.outputProcessor);
    this.inferenceServers = models.map((model) => {
      const slug = modelSlug(model.name);
      return new InferenceServer(this.zone(`inference-${slug}`, props), slug, { model });
    });
    for (const endpoint of [...this.inferenceServers, ...endpoints]) this.outputProcessor.forwardsTo(endpoint);
    for (const caller of props.callers) this.guardrail.connections.allowFrom(caller);
  }

  private zone(id: string, props: SecureLlmProps): TrustZone {
    const { platform, imagesLock, imagePullPolicy } = props;
    const namespace = `${props.namespacePrefix ?? this.node.id}-${id}`;
    const zone = new TrustZone(this, id, { platform, imagesLock, imagePullPolicy, namespace });
    const { secrets, secretVersions: versions } = props;
    if (secrets !== undefined || versions !== undefined)
      new SyncedSecrets(zone, 'Secrets', { backend: secrets ?? SecretBackend.existing(), versions });
    this.zones.push(zone);
    return zone;
  }
}
