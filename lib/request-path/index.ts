export { ExternalInference, type ExternalInferenceProps } from './external-inference';
export { Gpu } from './gpu';
export { type CustomGuardImageProps, type GuardTierOptions, type GuardTierProps } from './guard-tier-props';
export { type CustomGuardrailProps, Guardrail, type GuardrailOptions, type GuardrailProps } from './guardrail';
export { type IInferenceEndpoint } from './inference-endpoint';
export { InferenceServer, type InferenceServerProps } from './inference-server';
export { type LlamaCppModelProps } from './llama-cpp-model';
export { Model } from './model';
export { type ModelProps } from './model-server';
export {
  type CustomOutputProcessorProps,
  OutputProcessor,
  type OutputProcessorOptions,
  type OutputProcessorProps,
} from './output-processor';
export * from './rules';
export { type VllmModelProps } from './vllm-model';
export { Weights, type WeightsProps } from './weights';
