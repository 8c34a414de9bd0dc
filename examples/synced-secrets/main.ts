import { join } from 'node:path';
import { App } from 'cdk8s';
import {
  ExternalSecretsOperatorPolicies,
  Gpu,
  Model,
  Peer,
  Platform,
  PlatformOutputs,
  SecretBackend,
  SecretProvider,
  SecureLlm,
  Weights,
} from 'cdk8s-secure-llm';
import { secrets, systemPrompt } from '../oke/secrets';

const app = new App({ outdir: process.env.CDK8S_OUTDIR ?? 'dist/synced-secrets' });

// what Terraform knows: `terraform output -json`
const outputs = PlatformOutputs.fromFile(process.env.PLATFORM_OUTPUTS ?? join(__dirname, '../oke/outputs.json'));
const platform = Platform.oke({
  outputs,
  registryMirrors: {
    'localhost/cdk8s-secure-llm': outputs.imageRegistry,
    'docker.io/vllm': `${outputs.imageRegistry}/mirror`,
  },
});
const vault = SecretProvider.ociVault({ vaultId: outputs.vaultId, region: outputs.region });

new ExternalSecretsOperatorPolicies(app, 'external-secrets-operator', {
  platform,
  providerCidrs: ['134.70.80.0/22'], // of OCI's services in the region: see the lab
});
new SecureLlm(app, 'assistant', {
  platform,
  models: [Model.vllm('llama-3.1-8b-instruct', { weights: Weights.claim('llama-weights'), gpu: Gpu.nvidia(1) })],
  systemPrompt,
  secrets: SecretBackend.externalSecrets(vault).holding(secrets),
  secretVersions: outputs.secretVersions,
  callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
});

app.synth();
