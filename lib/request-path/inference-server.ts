import { Construct } from 'constructs';
import { SecretRef } from '../platform';
import {
  type Connections,
  HardenedWorkload,
  Mount,
  type Peer,
  type Port,
  type Toleration,
  TrustZone,
} from '../workload';
import { ExternalInference, type ExternalInferenceProps } from './external-inference';
import { type IInferenceEndpoint } from './inference-endpoint';
import { type Model } from './model';
import { serverProbes } from './model-server';
import { HTTP_PORT } from './ports';

/** One model server. */
export interface InferenceServerProps {
  /** What is served, and by which server. */
  readonly model: Model;
  /**
   * Name of the workload and its Service.
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * Key that the output processor must send; the Secret stands in this zone and in that of the output processor.
   * @default SecretRef.key('<name>-hop', 'key')
   */
  readonly apiKey?: SecretRef;
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * PriorityClass of the pods; it must exist.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * Labels that a node must have, for example the GPU shape.
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Taints that the pods put up with, besides that of GPU nodes.
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * RuntimeClass of the pods; it must exist.
   * @default - the cluster's default
   */
  readonly runtimeClassName?: string;
}

const SYMBOL = Symbol.for('cdk8s-secure-llm.InferenceServer');

/** Runs one model. It has no egress at all, not even DNS; only who is connected with it reaches it. */
export class InferenceServer extends Construct implements IInferenceEndpoint {
  /** Whether the construct is a model server; works across duplicate installations of this package. */
  public static isInferenceServer(construct: unknown): construct is InferenceServer {
    return typeof construct === 'object' && construct !== null && SYMBOL in construct;
  }

  /**
   * An endpoint that exists already, such as KServe, NIM or the vLLM production stack. Nothing is written for it.
   * @throws if the URL, the models or the key cannot be used
   */
  public static external(scope: Construct, id: string, props: ExternalInferenceProps): ExternalInference {
    return new ExternalInference(scope, id, props);
  }

  /** The Deployment and what belongs to it. */
  public readonly workload: HardenedWorkload;
  public readonly modelNames: string[];
  public readonly apiKey: SecretRef;
  public readonly port: Port = HTTP_PORT;

  /** @throws if the scope is in no zone, or a prop is out of range */
  constructor(scope: Construct, id: string, props: InferenceServerProps) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    const name = props.name ?? id;
    this.modelNames = [props.model.name];
    this.apiKey = props.apiKey ?? SecretRef.key(`${name}-hop`, 'key');
    const keyMount = Mount.secretFile(this.apiKey, '/etc/secure-llm/secrets/api-key');
    const { platform } = TrustZone.of(this);
    const { startupSeconds, livenessPath, ...server } = props.model._serverProps({
      platform,
      apiKeyFile: keyMount.filePath,
    });
    this.workload = new HardenedWorkload(this, 'Workload', {
      ...server,
      ...serverProbes({ startupSeconds, livenessPath }),
      name,
      ports: [HTTP_PORT],
      mounts: [...(server.mounts ?? []), keyMount],
      replicas: props.replicas ?? 1,
      priorityClassName: props.priorityClassName,
      nodeSelector: props.nodeSelector,
      tolerations: [...(server.tolerations ?? []), ...(props.tolerations ?? [])],
      runtimeClassName: props.runtimeClassName,
    });
  }

  /** Name of the workload and its Service. */
  public get name(): string {
    return this.workload.name;
  }

  /** Base URL inside the cluster. */
  public get url(): string {
    return this.workload.url;
  }

  /** Who may connect to it. */
  public get connections(): Connections {
    return this.workload.connections;
  }

  /** How network policies select its pods. */
  public get peer(): Peer {
    return this.workload.peer;
  }
}
