import { App, Size } from 'cdk8s';
import {
  AdmissionPolicies,
  ExperimentTracking,
  ImagePullPolicy,
  KubeflowPipelines,
  Model,
  NetworkPolicyEnforcer,
  Peer,
  PipelineSchedule,
  Platform,
  Releaser,
  RuleSetRelease,
  RuleSetReleasePipeline,
  SecretRef,
  SecureLlm,
  TrainAndValidatePipeline,
  TrustZone,
  Waiver,
  Weights,
} from 'cdk8s-secure-llm';

const app = new App({ outdir: process.env.CDK8S_OUTDIR ?? 'dist/mlops' });
const platform = Platform.kubernetes({
  networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO,
  apiServerCidrs: ['10.0.0.2/32', '10.96.0.1/32'], // of the node that serves it, and of the Service kubernetes
});
const lab = { evidence: 'examples/mlops/README.md', owner: 'whoever runs the lab', expires: '2027-12-31' };
const imagePullPolicy = ImagePullPolicy.IF_NOT_PRESENT; // our own images are built on this machine

const assistant = new SecureLlm(app, 'assistant', {
  platform,
  models: [
    Model.llamaCpp('qwen', { weights: Weights.claim('weights', { path: 'qwen2.5-0.5b-instruct-q4_k_m.gguf' }) }),
  ],
  systemPrompt: SecretRef.key('assistant', 'system-prompt'),
  imagePullPolicy,
  callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
});

const pipelines = new TrustZone(app, 'pipelines', { platform, imagePullPolicy });
const mlflow = new ExperimentTracking(pipelines, 'mlflow', { accepted: lab });
const kubeflow = new KubeflowPipelines(pipelines, 'kubeflow', {
  tracking: { endpoint: mlflow.url, peer: mlflow },
  accepted: lab,
});
for (const pipeline of ['train-and-validate', 'rule-set-release', 'model-release']) kubeflow.runIdentity(pipeline);

new AdmissionPolicies(app, 'admission-policies', { controllers: [kubeflow.controllerUser] });

for (const construct of [assistant, kubeflow, mlflow])
  Waiver.of(construct).add({
    rule: 'image-digest',
    reason: 'the lab has no registry of its own, and so no lock with the digests of its images',
    ...lab,
  });
for (const server of assistant.inferenceServers)
  Waiver.of(server).add({ rule: 'single-pod', reason: 'a laptop has memory for one copy of the model', ...lab });

app.synth();
