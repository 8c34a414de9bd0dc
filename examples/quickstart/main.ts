import { App } from 'cdk8s';
import {
  AdmissionPolicies,
  ImagePullPolicy,
  Model,
  NetworkPolicyEnforcer,
  Peer,
  Platform,
  RuleSet,
  SecretRef,
  SecureLlm,
  Weights,
} from 'cdk8s-secure-llm';

const app = new App({ outdir: process.env.CDK8S_OUTDIR ?? 'dist/quickstart' });

// in a file of its own, which is applied first; the guard image is built on this machine, so no registry gave it a digest
new AdmissionPolicies(app, 'admission-policies', { warnOnly: ['image-digest'] });

new SecureLlm(app, 'assistant', {
  platform: Platform.kubernetes({ kubernetesVersion: '1.36', networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM }),
  models: [
    Model.llamaCpp('qwen', {
      weights: Weights.claim('weights', { path: 'qwen2.5-0.5b-instruct-q4_k_m.gguf' }),
    }),
  ],
  rules: RuleSet.baseline().blocking('unreleased-products', ['project\\s+orion']),
  systemPrompt: SecretRef.key('assistant', 'system-prompt'),
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT, // the guard image is built on this machine
  callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
});

app.synth();
