import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'cdktf';
import {
  GpuOwner,
  GpuShape,
  ModelBucket,
  OciVault,
  OkeFoundation,
  WorkloadAccess,
  WorkloadGrant,
} from '../../../lib/infra';
import { SecretRef } from '../../../lib/platform';
import { run } from '../tools/command';

const ROOT = resolve(__dirname, '../../..');
const COMPARTMENT = 'ocid1.compartment.oc1..aaaaaaaaexample';
const REPLICA_KEY = 'ocid1.key.oc1.eu-frankfurt-1.example.aaaaaaaaexample';
const HOP_KEY = SecretRef.key('assistant', 'hop-key');

const folders: string[] = [];

/** Removes what the programs wrote. */
export function removePrograms(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-'));
  folders.push(folder);
  return folder;
}

/** Runs an example as its reader does. @returns the JSON of its stack */
export async function exampleStack(name: string, stack: string): Promise<string> {
  const folder = newFolder();
  await run('npx', ['tsx', join('examples', name, 'main.ts')], { cwd: ROOT, env: { CDKTF_OUTDIR: folder } });
  return join(folder, 'stacks', stack, 'cdk.tf.json');
}

/** A program that asks for everything that is left out by default. @returns the JSON of its stack */
export function everythingStack(): string {
  const app = new App({ outdir: newFolder() });
  const stack = new OkeFoundation(app, 'everything', {
    region: 'eu-zurich-1',
    homeRegion: 'eu-frankfurt-1',
    tenancyId: 'ocid1.tenancy.oc1..aaaaaaaaexample',
    compartmentId: COMPARTMENT,
    gpuPools: [
      { name: 'a10', shape: GpuShape.VM_GPU_A10_1, size: 1, labels: { tier: 'inference' } },
      { name: 'h100', shape: GpuShape.BM_GPU_H100_8, size: 2, rdma: true },
    ],
    gpuOwner: GpuOwner.GPU_OPERATOR,
    secrets: [HOP_KEY],
    modelBuckets: ['models'],
    repositories: ['guard'],
    signedImagesOnly: true,
    bastion: { clientCidrs: ['192.0.2.0/24'] },
    budget: { monthlyAmount: 100, recipients: ['platform@example.com'] },
    database: { shapeName: 'MySQL.2', backupId: 'ocid1.mysqlbackup.oc1.eu-zurich-1.aaaaaaaaexample' },
    definedTags: { 'Operations.CostCenter': '42' },
  });
  const vault = new OciVault(stack, 'second-vault', {
    compartmentId: COMPARTMENT,
    replicaRegion: 'eu-frankfurt-1',
    secretReplicas: [
      {
        region: 'eu-frankfurt-1',
        vaultId: 'ocid1.vault.oc1.eu-frankfurt-1.example.aaaaaaaaexample',
        keyId: REPLICA_KEY,
      },
    ],
  });
  vault.secret(HOP_KEY, { expiresAfterDays: 30 });
  new ModelBucket(stack, 'artifacts', {
    compartmentId: COMPARTMENT,
    region: 'eu-zurich-1',
    name: 'artifacts',
    kmsKeyId: vault.encryptionKey('artifacts').keyId,
    replicaRegion: 'eu-frankfurt-1',
    replicaKmsKeyId: REPLICA_KEY,
  });
  new WorkloadGrant(stack, 'pipelines', {
    clusterId: stack.cluster.clusterId,
    namespace: 'pipelines',
    serviceAccount: 'trainer',
    compartmentId: COMPARTMENT,
    access: [WorkloadAccess.writeObjects('artifacts')],
    mapsNamespace: true,
  });
  app.synth();
  return join(app.outdir, 'stacks/everything/cdk.tf.json');
}
