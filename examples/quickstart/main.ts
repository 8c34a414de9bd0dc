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
  Waiver,
  Weights,
} from 'cdk8s-secure-llm';

const app = new App({ outdir: process.env.CDK8S_OUTDIR ?? 'dist/quickstart' });

// in a file of its own, which is applied first
new AdmissionPolicies(app, 'admission-policies');

const assistant = new SecureLlm(app, 'assistant', {
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

const lab = { evidence: 'examples/quickstart/README.md', owner: 'whoever runs the lab', expires: '2027-12-31' };
Waiver.of(assistant).add({
  rule: 'image-digest',
  reason: 'the guard image is built on this machine, and the lab has no registry that would give it a digest',
  ...lab,
});
for (const server of assistant.inferenceServers)
  Waiver.of(server).add({ rule: 'single-pod', reason: 'a laptop has memory for one copy of the model', ...lab });

app.synth();
