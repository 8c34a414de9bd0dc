import { App } from 'cdktf';
import { SecretRef } from 'cdk8s-secure-llm';
import { GpuShape, OkeFoundation, WorkloadAccess } from 'cdk8s-secure-llm/infra';

const app = new App();
const systemPrompt = SecretRef.key('assistant', 'system-prompt');

new OkeFoundation(app, 'prod', {
  region: 'eu-zurich-1',
  tenancyId: 'ocid1.tenancy.oc1..aaaaaaaaexample',
  compartmentId: 'ocid1.compartment.oc1..aaaaaaaaexample',
  kubernetesVersion: '1.36',
  gpuPools: [{ name: 'a10', shape: GpuShape.VM_GPU_A10_1, size: 2 }],
  secrets: [systemPrompt],
  grants: [{ namespace: 'output', serviceAccount: 'reader', access: [WorkloadAccess.readSecrets(systemPrompt)] }],
});
app.synth();
