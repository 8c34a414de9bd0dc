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
  guardrail: { callerKey: SecretRef.key('guardrail-caller', 'key') }, // runs of pipelines call it too, so it asks for a key
  callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
});

const pipelines = new TrustZone(app, 'pipelines', { platform, imagePullPolicy });
const mlflow = new ExperimentTracking(pipelines, 'mlflow', { accepted: lab });
const kubeflow = new KubeflowPipelines(pipelines, 'kubeflow', {
  tracking: { endpoint: mlflow.url, peer: mlflow },
  accepted: lab,
});

// a model: trained, measured, registered. Runs of a pipeline run as the account of its name.
kubeflow.runIdentity('train-and-validate', {
  peers: [mlflow],
  secrets: ['username', 'password'].map((key) => SecretRef.key('mlflow-trainer', key)),
  claims: ['examples', 'base-model'],
});
new TrainAndValidatePipeline(pipelines, 'train-and-validate', {
  dataClaim: 'examples',
  baseModelClaim: 'base-model',
  minimumAccuracy: 0.9,
  modelName: 'assistant',
  sourceUri: 's3://pipelines/models/assistant',
  trackingUrl: mlflow.url,
  trackingSecret: 'mlflow-trainer',
  gpus: 0, // a laptop has none, and takes its time
  trainingMemory: Size.gibibytes(6),
});

// rules: learnt from what got through, tried in the real guard, approved by people, rolled out with a way back
const sealingKey = SecretRef.key('flagged-prompts', 'private-key');
const canaryKey = SecretRef.key('rule-set-canary', 'key');
const learner = kubeflow.runIdentity('rule-set-release', {
  secrets: [sealingKey, canaryKey],
  claims: ['flagged', 'suites'],
});
const release = new RuleSetRelease(pipelines, 'rule-sets', {
  releaser: Releaser.runs(learner),
  tiers: [assistant.outputProcessor, assistant.guardrail],
});
const rules = new RuleSetReleasePipeline(pipelines, 'rule-set-release', {
  targets: release.targets,
  canaryUrl: release.canaryUrl,
  canaryModel: 'qwen',
  canaryKey,
  flaggedClaim: 'flagged',
  sealingKey,
  suitesClaim: 'suites',
});
const nightly = new PipelineSchedule(pipelines, 'nightly-rules', {
  pipeline: rules,
  api: kubeflow.apiServer,
  cron: '0 2 * * *',
  timeZone: 'Europe/Zurich',
});

new AdmissionPolicies(app, 'admission-policies', { controllers: [kubeflow.controllerUser] });

for (const construct of [assistant, kubeflow, mlflow, nightly])
  Waiver.of(construct).add({
    rule: 'image-digest',
    reason: 'the lab has no registry of its own, and so no lock with the digests of its images',
    ...lab,
  });
for (const server of assistant.inferenceServers)
  Waiver.of(server).add({ rule: 'single-pod', reason: 'a laptop has memory for one copy of the model', ...lab });

app.synth();
