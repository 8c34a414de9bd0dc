import { Construct } from 'constructs';
import { type SecretRef } from '../platform';
import { type IPeer, type Peer, Port } from '../workload';
import { checkedReason } from '../workload/opt-out';
import { endpointKeyUnclear, endpointModelsMissing, endpointUrlInvalid } from './errors';
import { type IInferenceEndpoint } from './inference-endpoint';
import { checkModelName } from './model-name';

/** An OpenAI-compatible endpoint that somebody else runs. */
export interface ExternalInferenceProps {
  /** Base URL, to which `/v1/chat/completions` is appended, for example `http://llama.kserve.svc:8080`. */
  readonly url: string;
  /** What network policies must open to reach it. */
  readonly peer: IPeer;
  /** Names of the models that it serves. */
  readonly models: string[];
  /**
   * Key to send; the Secret stands in the zone of the output processor.
   * @default - none, and then dangerouslyUnauthenticated must say why
   */
  readonly apiKey?: SecretRef;
  /**
   * Why no key is needed: who reaches the endpoint could use it past every rule.
   * @default - apiKey is required
   */
  readonly dangerouslyUnauthenticated?: string;
}

/** An endpoint that exists already; see `InferenceServer.external`. */
export class ExternalInference extends Construct implements IInferenceEndpoint {
  public readonly modelNames: string[];
  public readonly url: string;
  public readonly port: Port;
  public readonly peer: Peer;
  public readonly apiKey?: SecretRef;
  /** Why it is used without a key, if it is. */
  public readonly unauthenticatedReason?: string;

  /** @throws if the URL, the models or the key cannot be used */
  constructor(scope: Construct, id: string, props: ExternalInferenceProps) {
    super(scope, id);
    const match = /^(https?):\/\/([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?\/?$/.exec(props.url);
    if (!match) throw endpointUrlInvalid(props.url, this.node.path);
    if (props.models.length === 0) throw endpointModelsMissing(this.node.path);
    if ((props.apiKey === undefined) === (props.dangerouslyUnauthenticated === undefined))
      throw endpointKeyUnclear(this.node.path);
    this.url = props.url.replace(/\/$/, '');
    this.port = Port.tcp(Number(match[3] ?? (match[1] === 'https' ? 443 : 80)));
    this.peer = props.peer.peer;
    this.modelNames = props.models.map(checkModelName);
    this.apiKey = props.apiKey;
    if (props.dangerouslyUnauthenticated !== undefined)
      this.unauthenticatedReason = checkedReason('endpointKey', props.dangerouslyUnauthenticated);
  }

  /** Names the files and volumes that belong to this endpoint. */
  public get name(): string {
    return this.node.id;
  }
}
