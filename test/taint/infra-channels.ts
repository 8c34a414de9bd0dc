import { App, HttpBackend, Testing, type TerraformStack } from 'cdktf';
import {
  AuditLogging,
  Bastion,
  calicoPolicyOnly,
  GpuShape,
  judgeTerraform,
  ModelBucket,
  MySqlDatabase,
  NodeImage,
  NodeVolumeKey,
  OciVault,
  OkeCluster,
  OkeFoundation,
  type OkeFoundationProps,
  TerraformDocument,
  terraformReportFiles,
  VcnFlowLogs,
  waive,
  WorkloadAccess,
  WorkloadGrant,
} from '../../lib/infra';
import { MysqlMysqlDbSystem } from '../../lib/infra/bindings/mysql-mysql-db-system';
import { SecretRef } from '../../lib/platform';
import { NETWORK } from '../infra/cluster-in';
import { CLUSTER, COMPARTMENT, emptyStack, KEY, TENANCY } from '../infra/synthesized';
import { capturing, type Observed } from './observed';

/** Somewhere in a Terraform program that a text can be put. */
export interface InfraChannel {
  readonly name: string;
  readonly put: (text: string) => TerraformStack | void;
}

/** Runs a program of the Terraform API: what it writes, what is reported about it, what it prints and how it fails. */
export async function observedStack(program: () => TerraformStack | void): Promise<Observed> {
  const texts = await capturing((found) => {
    const stack = program();
    if (stack === undefined) return;
    const json = JSON.stringify(stack.toTerraform());
    const document = TerraformDocument.of('prod', JSON.parse(json));
    for (const [name, text] of terraformReportFiles(judgeTerraform([document]))) found.set(name, text);
    Testing.synth(stack, true); // throws before anything is written
    found.set('file cdk.tf.json', json);
  });
  return { texts, refused: texts.has('error') };
}

const BASE: OkeFoundationProps = { region: 'eu-zurich-1', tenancyId: TENANCY, compartmentId: COMPARTMENT };
const foundation = (name: string, props: (text: string) => Partial<OkeFoundationProps>): InfraChannel => ({
  name: `OkeFoundation ${name}`,
  put: (text) => new OkeFoundation(new App(), 'prod', { ...BASE, ...props(text) }),
});
const part = (name: string, add: (stack: TerraformStack, text: string) => unknown): InfraChannel => ({
  name,
  put: (text) => {
    const stack = emptyStack();
    add(stack, text);
    return stack;
  },
});
const misused = (text: string): SecretRef => text as unknown as SecretRef;
const REF = SecretRef.key('assistant', 'system-prompt');
const WAIVED = {
  reason: 'the region has no mirror of it',
  evidence: 'TICKET-1',
  owner: 'platform',
  expires: '2027-01-31',
};

const DATABASE = {
  compartmentId: COMPARTMENT,
  availabilityDomain: 'Uocm:EU-ZURICH-1-AD-1',
  subnetId: 'ocid1.subnet.oc1.eu-zurich-1.aaaa',
  nsgIds: ['ocid1.networksecuritygroup.oc1.eu-zurich-1.aaaa'],
  shapeName: 'MySQL.2',
  kmsKeyId: KEY,
  backupId: 'ocid1.mysqlbackup.oc1.eu-zurich-1.aaaa',
};
const BUCKET = { compartmentId: COMPARTMENT, region: 'eu-zurich-1', name: 'models', kmsKeyId: KEY };
const REPLICA = { region: 'eu-frankfurt-1', vaultId: 'ocid1.vault.oc1.eu-frankfurt-1.aaaa', keyId: KEY };

/** Identifiers, references and addresses: nothing that is refused there is repeated, whatever it looks like. */
export const CONFIDENTIAL_INFRA: readonly InfraChannel[] = [
  ...(['tenancyId', 'compartmentId'] as const).map((field) => foundation(field, (text) => ({ [field]: text }))),
  foundation('secrets', (text) => ({ secrets: [misused(text)] })),
  foundation('database backupId', (text) => ({ database: { shapeName: 'MySQL.2', backupId: text } })),
  foundation('capacityReservationId', (text) => ({
    gpuPools: [{ name: 'a10', shape: GpuShape.VM_GPU_A10_1, size: 1, capacityReservationId: text }],
  })),
  foundation('image of nodes', (text) => ({ systemPool: { image: NodeImage.ocid(text) } })),
  foundation('issuer of tokens, as its user', (text) => ({
    cluster: { oidc: { issuerUrl: `https://me:${text}@login.example.com/a?b`, clientId: 'kubernetes' } },
  })),
  part('WorkloadAccess.readSecrets', (_, text) => WorkloadAccess.readSecrets(misused(text))),
  part('OciVault.secret', (stack, text) =>
    new OciVault(stack, 'vault', { compartmentId: COMPARTMENT }).secret(misused(text)),
  ),
  ...(['vaultId', 'keyId'] as const).map((field) =>
    part(`OciVault secretReplicas ${field}`, (stack, text) => {
      new OciVault(stack, 'vault', { compartmentId: COMPARTMENT, secretReplicas: [{ ...REPLICA, [field]: text }] });
    }),
  ),
  ...(['compartmentId', 'subnetId', 'kmsKeyId', 'backupId'] as const).map((field) =>
    part(
      `MySqlDatabase ${field}`,
      (stack, text) => new MySqlDatabase(stack, 'database', { ...DATABASE, [field]: text }),
    ),
  ),
  part('MySqlDatabase nsgIds', (stack, text) => new MySqlDatabase(stack, 'database', { ...DATABASE, nsgIds: [text] })),
  ...(['compartmentId', 'kmsKeyId'] as const).map((field) =>
    part(`ModelBucket ${field}`, (stack, text) => new ModelBucket(stack, 'bucket', { ...BUCKET, [field]: text })),
  ),
  part('ModelBucket replicaKmsKeyId', (stack, text) => {
    new ModelBucket(stack, 'bucket', { ...BUCKET, replicaRegion: 'eu-frankfurt-1', replicaKmsKeyId: text });
  }),
  part('Bastion subnetId', (stack, text) => {
    new Bastion(stack, 'bastion', { compartmentId: COMPARTMENT, subnetId: text, clientCidrs: ['192.0.2.0/24'] });
  }),
  ...(['logGroupId', 'vcnId'] as const).map((field) =>
    part(`VcnFlowLogs ${field}`, (stack, text) => {
      const ids = { vcnId: 'ocid1.vcn.oc1.eu-zurich-1.aaaa', logGroupId: 'ocid1.loggroup.oc1.eu-zurich-1.aaaa' };
      new VcnFlowLogs(stack, 'flows', { compartmentId: COMPARTMENT, ...ids, [field]: text });
    }),
  ),
  ...(['secretsKeyId', 'logGroupId', 'imageSigningKeyIds'] as const).map((field) =>
    part(`OkeCluster ${field}`, (stack, text) => {
      const given = { compartmentId: COMPARTMENT, network: NETWORK, secretsKeyId: KEY };
      new OkeCluster(stack, 'cluster', { ...given, [field]: field === 'imageSigningKeyIds' ? [text] : text });
    }),
  ),
  ...(['clusterId', 'compartmentId'] as const).map((field) =>
    part(`WorkloadGrant ${field}`, (stack, text) => {
      const given = { clusterId: CLUSTER, compartmentId: COMPARTMENT, namespace: 'a', serviceAccount: 'b' };
      new WorkloadGrant(stack, 'grant', { ...given, access: [WorkloadAccess.readSecrets(REF)], [field]: text });
    }),
  ),
  part('NodeVolumeKey keyId', (stack, text) => {
    new NodeVolumeKey(stack, 'volumes', { compartmentId: COMPARTMENT, keyId: text });
  }),
  part('AuditLogging kmsKeyId', (stack, text) => {
    new AuditLogging(stack, 'audit', { compartmentId: COMPARTMENT, region: 'eu-zurich-1', kmsKeyId: text });
  }),
  part('password of a resource of one’s own', (stack, text) => {
    new OciVault(stack, 'vault', { compartmentId: COMPARTMENT });
    new MysqlMysqlDbSystem(stack, 'own', { ...DATABASE, adminUsername: 'root', adminPassword: text });
  }),
  foundation('setting of an add-on that is called like a password', (text) => ({
    addons: [{ name: 'CertManager', configuration: { admin_password: text } }],
  })),
  {
    name: 'password of a backend',
    put: (text) => {
      const stack = new OkeFoundation(new App(), 'prod', BASE);
      new HttpBackend(stack, { address: 'https://state.example.com', username: 'me', password: text });
      return stack;
    },
  },
];

/** Everywhere else that a text or a name is taken: it stands in the plan and in the cloud for many to read. */
export const PUBLIC_INFRA: readonly InfraChannel[] = [
  ...(['region', 'homeRegion', 'name', 'kubernetesVersion'] as const).map((field) =>
    foundation(field, (text) => ({ [field]: text })),
  ),
  foundation('freeformTags', (text) => ({ freeformTags: { note: text } })),
  foundation('freeformTags key', (text) => ({ freeformTags: { [text]: 'note' } })),
  foundation('definedTags', (text) => ({ definedTags: { 'Cost.Center': text } })),
  ...(['modelBuckets', 'repositories'] as const).map((field) => foundation(field, (text) => ({ [field]: [text] }))),
  foundation('budget recipients', (text) => ({ budget: { monthlyAmount: 1, recipients: [text] } })),
  foundation('bastion clientCidrs', (text) => ({ bastion: { clientCidrs: [text] } })),
  ...(['clientCidrs', 'administratorCidrs'] as const).map((field) =>
    foundation(`network ${field}`, (text) => ({ network: { [field]: [text] } })),
  ),
  foundation('network cidr', (text) => ({ network: { cidr: text } })),
  foundation('network egress', (text) => ({ network: { egress: [{ cidr: text }] } })),
  ...(['reason', 'evidence', 'owner'] as const).map((field) =>
    foundation(`${field} of internet egress`, (text) => ({
      network: { dangerouslyAllowInternetEgress: { ...WAIVED, [field]: `${WAIVED[field]} ${text}` } },
    })),
  ),
  ...(['servicesCidr'] as const).map((field) =>
    foundation(`cluster ${field}`, (text) => ({ cluster: { [field]: text } })),
  ),
  ...(['clientId', 'usernameClaim', 'usernamePrefix', 'groupsClaim', 'groupsPrefix'] as const).map((field) =>
    foundation(`oidc ${field}`, (text) => ({
      cluster: { oidc: { issuerUrl: 'https://login.example.com', clientId: 'kubernetes', [field]: text } },
    })),
  ),
  ...(['namespace', 'serviceAccount'] as const).map((field) =>
    foundation(`grant ${field}`, (text) => ({
      grants: [{ namespace: 'a', serviceAccount: 'b', access: [WorkloadAccess.readSecrets(REF)], [field]: text }],
    })),
  ),
  foundation('bucket of a grant', (text) => ({
    grants: [{ namespace: 'a', serviceAccount: 'b', access: [WorkloadAccess.readObjects(text)] }],
  })),
  foundation('name of a GPU pool', (text) => ({ gpuPools: [{ name: text, shape: GpuShape.VM_GPU_A10_1, size: 1 }] })),
  foundation('shape of a GPU pool', (text) => ({ gpuPools: [{ name: 'a10', shape: text, size: 1 }] })),
  foundation('shape of nodes', (text) => ({ systemPool: { shape: text } })),
  foundation('labels of nodes', (text) => ({ systemPool: { labels: { 'example.com/team': text } } })),
  foundation('label keys of nodes', (text) => ({ systemPool: { labels: { [text]: 'a' } } })),
  foundation('taints of nodes', (text) => ({ systemPool: { taints: [{ key: 'example.com/team', value: text }] } })),
  foundation('name of an image', (text) => ({ systemPool: { image: NodeImage.named(text) } })),
  foundation('name of an add-on', (text) => ({ addons: [{ name: text }] })),
  foundation('version of an add-on', (text) => ({ addons: [{ name: 'CertManager', version: text }] })),
  foundation('setting of an add-on', (text) => ({ addons: [{ name: 'CertManager', configuration: { note: text } }] })),
  foundation('shape of a database', (text) => ({
    database: { shapeName: text, backupId: 'ocid1.mysqlbackup.oc1.eu-zurich-1.aaaa' },
  })),
  part(
    'name of a vault',
    (stack, text) => new OciVault(stack, 'vault', { compartmentId: COMPARTMENT, displayName: text }),
  ),
  part('name of a key', (stack, text) =>
    new OciVault(stack, 'vault', { compartmentId: COMPARTMENT }).encryptionKey(text),
  ),
  ...(['displayName', 'availabilityDomain'] as const).map((field) =>
    part(
      `MySqlDatabase ${field}`,
      (stack, text) => new MySqlDatabase(stack, 'database', { ...DATABASE, [field]: text }),
    ),
  ),
  part('ModelBucket namespace', (stack, text) => new ModelBucket(stack, 'bucket', { ...BUCKET, namespace: text })),
  part('ModelBucket replicaRegion', (stack, text) => {
    new ModelBucket(stack, 'bucket', { ...BUCKET, replicaRegion: text, replicaKmsKeyId: KEY });
  }),
  foundation('network of a subnet', (text) => ({ network: { subnets: { workers: text } } })),
  foundation('namespace of a taint of nodes', (text) => ({ systemPool: { taints: [{ key: text }] } })),
  foundation('version of nodes', (text) => ({ systemPool: { kubernetesVersion: text } })),
  foundation('day of internet egress', (text) => ({
    network: { dangerouslyAllowInternetEgress: { ...WAIVED, expires: text } },
  })),
  foundation('region of a copy of secrets', (text) => ({ vault: { secretReplicas: [{ ...REPLICA, region: text }] } })),
  foundation('definedTags key', (text) => ({ definedTags: { [text]: '42' } })),
  foundation('setting of an add-on by its key', (text) => ({
    addons: [{ name: 'CertManager', configuration: { [text]: 'a' } }],
  })),
  part('AuditLogging retentionLockedFrom', (stack, text) => {
    const given = { compartmentId: COMPARTMENT, region: 'eu-zurich-1', kmsKeyId: KEY };
    new AuditLogging(stack, 'audit', { ...given, retentionLockedFrom: text });
  }),
  part('MySqlDatabase backupCopyRegion', (stack, text) => {
    new MySqlDatabase(stack, 'database', { ...DATABASE, backupCopyRegion: text });
  }),
  part('name of a bastion', (stack, text) => {
    const subnetId = 'ocid1.subnet.oc1.eu-zurich-1.aaaa';
    const given = { compartmentId: COMPARTMENT, subnetId, clientCidrs: ['192.0.2.0/24'] };
    new Bastion(stack, 'bastion', { ...given, name: text });
  }),
  part('name of flow logs', (stack, text) => {
    const ids = { vcnId: 'ocid1.vcn.oc1.eu-zurich-1.aaaa', logGroupId: 'ocid1.loggroup.oc1.eu-zurich-1.aaaa' };
    new VcnFlowLogs(stack, 'flows', { compartmentId: COMPARTMENT, ...ids, displayName: text });
  }),
  part('reason of a waiver', (stack, text) => {
    const { resource } = new OciVault(stack, 'vault', { compartmentId: COMPARTMENT });
    waive(resource, { rule: 'key-rotation', ...WAIVED, reason: `${WAIVED.reason}, says ${text}` });
  }),
  part('override of a resource', (stack, text) => {
    new OciVault(stack, 'vault', { compartmentId: COMPARTMENT }).resource.addOverride('note', text);
  }),
  part('manifest of Calico', (_, text) => calicoPolicyOnly(`kind: DaemonSet\nmetadata:\n  name: ${text}\n`)),
];
