import { App } from 'cdk8s';
import { Gpu, Model, Peer, Platform, RuleSet, SecretRef, SecureLlm, Weights } from 'cdk8s-secure-llm';

const app = new App();
new SecureLlm(app, 'assistant', {
  platform: Platform.oke({ kubernetesVersion: '1.36', region: 'eu-zurich-1' }),
  models: [Model.vllm('llama-3.1-8b-instruct', { weights: Weights.claim('llama-weights'), gpu: Gpu.nvidia(1) })],
  rules: RuleSet.baseline().blocking('unreleased-products', ['project\\s+orion']),
  systemPrompt: SecretRef.key('assistant', 'system-prompt'),
  callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
});
app.synth();
