import { type Construct } from 'constructs';
import { SecretRef } from '../platform';
import { AnnotationKey, type ReleasedFile, ReleasePool } from '../workload';
import { modelServedTwice, noRules, poolUnfit } from './errors';
import { GuardTier, type Upstream } from './guard-tier';
import { type CustomGuardImageProps, type GuardTierOptions, type GuardTierProps } from './guard-tier-props';
import { type IInferenceEndpoint } from './inference-endpoint';

/** What only the second tier can be told. */
export interface OutputProcessorOptions extends GuardTierOptions {
  /**
   * Key that the guardrail must send; the Secret stands in this zone and in that of the guardrail.
   * @default SecretRef.key('<name>-hop', 'key')
   */
  readonly hopKey?: SecretRef;
  /**
   * The operator's instructions, put in front of every conversation. Answers that repeat them are blocked.
   * @default - none
   */
  readonly systemPrompt?: SecretRef;
  /**
   * Judges answers only, with the reason. By default prompts are judged again here, because whoever gets past the guardrail (a flaw,
   * a second path) would otherwise reach the model unchecked.
   * @default - prompts are judged in both tiers
   */
  readonly dangerouslySkipInputRails?: string;
}

/** The second guard tier. */
export interface OutputProcessorProps extends GuardTierProps, OutputProcessorOptions {}

/** The second guard tier with another image. */
export interface CustomOutputProcessorProps extends OutputProcessorProps, CustomGuardImageProps {}

const SYMBOL = Symbol.for('cdk8s-secure-llm.OutputProcessor');

/** Judges what the model answers, and is the only one that may open a connection to inference. */
export class OutputProcessor extends GuardTier {
  /** Whether the construct is an output processor; works across duplicate installations of this package. */
  public static isOutputProcessor(construct: unknown): construct is OutputProcessor {
    return typeof construct === 'object' && construct !== null && SYMBOL in construct;
  }

  /** The same tier with another image that understands the guard's command line, rule set and ports. */
  public static custom(scope: Construct, id: string, props: CustomOutputProcessorProps): OutputProcessor {
    return new OutputProcessor(scope, id, props, props);
  }

  /** Key that the guardrail must send. */
  public readonly hopKey: SecretRef;
  private readonly endpoints: { readonly endpoint: IInferenceEndpoint; readonly keyFile?: string }[] = [];

  /** @throws if the scope is in no zone, the rules check nothing, or a number is out of range */
  constructor(scope: Construct, id: string, props: OutputProcessorProps, custom?: CustomGuardImageProps) {
    const hopKey = props.hopKey ?? SecretRef.key(`${props.name ?? id}-hop`, 'key');
    const skipped = props.dangerouslySkipInputRails;
    super(
      scope,
      id,
      props,
      {
        tier: 'output-processor',
        callerKey: hopKey,
        systemPrompt: props.systemPrompt,
        optOuts: { inputRails: skipped },
        flags: skipped === undefined ? [] : ['--no-input-rails'],
      },
      custom,
    );
    if (props.rules.outputRules.length === 0) throw noRules('output', this.node.path);
    if (skipped === undefined && props.rules.inputRules.length === 0) throw noRules('input', this.node.path);
    this.hopKey = hopKey;
    Object.defineProperty(this, SYMBOL, { value: true });
  }

  /** Names of the models behind it, sorted. */
  public get modelNames(): string[] {
    return this.upstreams().map(({ model }) => model);
  }

  /**
   * Sends requests for the endpoint's models to it: opens the connection and mounts the key. May be called for several endpoints.
   * The Secret of the key must exist in both zones.
   * @returns the endpoint
   * @throws if one of its models is served twice
   */
  public forwardsTo(endpoint: IInferenceEndpoint): IInferenceEndpoint {
    if (this.endpoints.some((known) => known.endpoint === endpoint)) return endpoint;
    const served = this.modelNames;
    const twice = endpoint.modelNames.find(
      (model, i) => served.includes(model) || endpoint.modelNames.indexOf(model) !== i,
    );
    if (twice !== undefined) throw modelServedTwice(twice, this.node.path);
    const keyFile = endpoint.apiKey && this.mountUpstreamKey(endpoint.apiKey, endpoint.name);
    this.endpoints.push({ endpoint, keyFile });
    this.connect(endpoint);
    return endpoint;
  }

  /**
   * Makes ready for requests to an endpoint of one model without sending any: opens the connection and mounts the key, so that
   * a release of models can send them there.
   * @throws if it has not exactly one model, or requests go to it already
   */
  public standsBy(endpoint: IInferenceEndpoint): ReleasePool {
    const [modelName, ...others] = endpoint.modelNames;
    if (modelName === undefined || others.length > 0 || this.endpoints.some((known) => known.endpoint === endpoint))
      throw poolUnfit(endpoint.name, this.node.path);
    const keyFile = endpoint.apiKey && this.mountUpstreamKey(endpoint.apiKey, endpoint.name);
    this.connect(endpoint);
    return new ReleasePool(modelName, endpoint.url, keyFile);
  }

  /**
   * Moves models and next hops from the arguments into a file, which releases of models may change.
   * @returns the file
   * @throws if it forwards to no endpoint yet
   */
  public releaseModels(): ReleasedFile {
    return this._releaseModels();
  }

  private connect(endpoint: IInferenceEndpoint): void {
    this.connections.allowTo(endpoint, endpoint.port);
    if (endpoint.unauthenticatedReason !== undefined) {
      const field = AnnotationKey.optOut(`endpointKey.${endpoint.name}`);
      this.workload.addPodAnnotation(field, endpoint.unauthenticatedReason);
    }
  }

  /** @internal */
  protected upstreams(): Upstream[] {
    return this.endpoints
      .flatMap(({ endpoint: { modelNames, url }, keyFile }) => modelNames.map((model) => ({ model, url, keyFile })))
      .sort((a, b) => (a.model < b.model ? -1 : 1));
  }
}
