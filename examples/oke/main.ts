import { App } from 'cdktf';
import { GpuShape, OkeFoundation, WorkloadAccess } from 'cdk8s-secure-llm/infra';
import { secrets, secretsByNamespace } from './secrets';

const app = new App();

new OkeFoundation(app, 'prod', {
  region: 'eu-zurich-1',
  tenancyId: 'ocid1.tenancy.oc1..aaaaaaaaexample',
  compartmentId: 'ocid1.compartment.oc1..aaaaaaaaexample',
  kubernetesVersion: '1.36',
  network: { cidr: '10.0.0.0/16', clientCidrs: ['172.16.0.0/16'] },
  systemPool: { size: 3, ocpus: 2, memoryInGb: 16, shape: 'VM.Standard.E5.Flex' },
  gpuPools: [{ name: 'a10', shape: GpuShape.VM_GPU_A10_1, size: 2 }],
  addons: [{ name: 'KubernetesMetricsServer' }],
  secrets,
  modelBuckets: ['prod-models'],
  repositories: ['guard', 'mirror/vllm-openai', 'mirror/calico-node'],
  grants: Object.entries(secretsByNamespace).map(([namespace, read]) => ({
    namespace,
    serviceAccount: 'secret-reader',
    access: [WorkloadAccess.readSecrets(...read)],
  })),
  bastion: { clientCidrs: ['192.0.2.0/24'] },
  budget: { monthlyAmount: 5000, recipients: ['platform@example.com'] },
});

app.synth();
