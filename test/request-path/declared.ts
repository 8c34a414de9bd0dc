import { type App, Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import {
  Gpu,
  Guardrail,
  type GuardrailProps,
  InferenceServer,
  Model,
  OutputProcessor,
  type OutputProcessorProps,
  RuleSet,
  type VllmModelProps,
  Weights,
} from '../../lib/request-path';
import { TrustZone } from '../../lib/workload';
import { type Document, podOf } from '../workload/declared';

export const REASON = 'this test needs the stack without it';

export function kubernetes(kubernetesVersion = '1.36'): Platform {
  return Platform.kubernetes({ kubernetesVersion, networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM });
}

/** Two rules only, so that failing tests stay readable. */
export const RULES = RuleSet.empty()
  .blocking('own', ['project\\s+orion'])
  .blockingAnswers('own-key', ['acme-[0-9]{4}']);

/** The three parts in three zones, not connected yet. */
export class DeclaredPath {
  readonly guardrail: Guardrail;
  readonly output: OutputProcessor;
  readonly inference: InferenceServer;

  constructor(
    readonly app: App = Testing.app(),
    props: { guardrail?: Partial<GuardrailProps>; output?: Partial<OutputProcessorProps>; model?: Model } = {},
  ) {
    const platform = kubernetes();
    const zone = (id: string): TrustZone => new TrustZone(app, id, { platform });
    this.guardrail = new Guardrail(zone('guardrail'), 'guardrail', { rules: RULES, ...props.guardrail });
    this.output = new OutputProcessor(zone('output'), 'output-processor', { rules: RULES, ...props.output });
    this.inference = new InferenceServer(zone('inference'), 'llama', { model: props.model ?? llamaCpp() });
  }

  connected(): this {
    this.guardrail.forwardsTo(this.output).forwardsTo(this.inference);
    return this;
  }
}

export function llamaCpp(name = 'llama-3.1-8b-instruct'): Model {
  return Model.llamaCpp(name, { weights: Weights.claim('llama-weights', { path: 'llama/model.gguf' }) });
}

export function vllm(overrides: Partial<VllmModelProps> = {}): Model {
  return Model.vllm('llama-3.1-8b-instruct', {
    weights: Weights.claim('llama-weights'),
    gpu: Gpu.nvidia(1),
    ...overrides,
  });
}

/** The main container of a workload. */
export function containerOf(workload: {
  readonly workload: { readonly zone: TrustZone; readonly name: string };
}): Document {
  return podOf(workload.workload.zone, workload.workload.name).spec.containers[0];
}

/** The values of an argument, in their order. */
export function argumentsOf(container: Document, argument: string): string[] {
  const args = container.args as string[];
  return args.flatMap((each, i) => (each === argument ? [args[i + 1]!] : []));
}
