import { App, HttpBackend, Testing, type TerraformStack } from 'cdktf';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { GpuOwner, GpuShape, OkeFoundation, type OkeFoundationProps, WorkloadAccess } from '../../lib/infra';
import { TerraformDocument } from '../../lib/infra/rules/terraform-document';
import { judgeTerraform } from '../../lib/infra/rules/terraform-judge';
import { PlatformOutputs, SecretRef } from '../../lib/platform';
import { PLATFORM_OUTPUT_RULES } from '../../lib/platform/platform-output-rules';
import { refusal } from './refused';
import { configurationProblems } from './schema/configuration-problems';
import { type Configuration } from './schema/reference-problems';
import { COMPARTMENT, ofType, TENANCY } from './synthesized';

const PROMPT = SecretRef.key('assistant', 'system-prompt');

const GRANT = { namespace: 'output', serviceAccount: 'secrets', access: [WorkloadAccess.readSecrets(PROMPT)] };

/** A program that asks for all that there is. */
const EVERYTHING: Partial<OkeFoundationProps> = {
  homeRegion: 'eu-frankfurt-1',
  network: { clientCidrs: ['172.16.0.0/16'], egress: [{ cidr: '198.51.100.0/24' }] },
  gpuPools: [
    { name: 'a10', shape: GpuShape.VM_GPU_A10_1, size: 2 },
    { name: 'h100', shape: 'BM.GPU.H100.8', size: 2, rdma: true },
  ],
  addons: [{ name: 'KubernetesMetricsServer' }],
  secrets: [PROMPT],
  modelBuckets: ['models'],
  repositories: ['guard', 'mirror/vllm-openai'],
  signedImagesOnly: true,
  grants: [GRANT],
  bastion: { clientCidrs: ['192.0.2.0/24'] },
  budget: { monthlyAmount: 1000, recipients: ['platform@example.com'] },
  database: { shapeName: 'MySQL.2', backupId: 'ocid1.mysqlbackup.oc1.eu-zurich-1.aaaa' },
  definedTags: { 'Cost.Center': '42' },
};

function foundation(props: Partial<OkeFoundationProps> = {}, app = new App()): OkeFoundation {
  return new OkeFoundation(app, 'prod', {
    region: 'eu-zurich-1',
    tenancyId: TENANCY,
    compartmentId: COMPARTMENT,
    ...props,
  });
}

/** What is written, after every judge and validation had no objection. */
function written(stack: TerraformStack): Configuration {
  const configuration = JSON.parse(Testing.synth(stack, true)) as Configuration;
  expect(configurationProblems(configuration)).toEqual([]);
  expect(judgeTerraform([TerraformDocument.of('prod', configuration)]).findings).toEqual([]);
  return configuration;
}

/** Set by jest.cdktn.config.mjs. */
declare const CDKTF_PACKAGE: string | undefined;

describe('OkeFoundation', () => {
  it('runs on the library that this run of the tests is about', () => {
    const { name } = jest.requireActual<{ name: string }>('cdktf/package.json');
    expect(name).toBe(typeof CDKTF_PACKAGE === 'undefined' ? 'cdktf' : CDKTF_PACKAGE);
  });

  it('is a private cluster with system nodes, a vault and records from a region and two OCIDs', () => {
    const configuration = written(foundation());
    const types = Object.keys(configuration.resource ?? {});
    expect(types).toEqual(
      expect.arrayContaining([
        'oci_containerengine_cluster',
        'oci_containerengine_node_pool',
        'oci_core_vcn',
        'oci_kms_vault',
        'oci_sch_service_connector',
      ]),
    );
    expect(types).not.toContain('oci_bastion_bastion');
    expect(JSON.stringify(configuration)).not.toContain('0.0.0.0/0');
  });

  it('has each part that is asked for', () => {
    const count = (type: string): number => ofType(configuration, type).length;
    const configuration = written(foundation(EVERYTHING));
    expect({
      pools: count('oci_containerengine_node_pool'),
      secrets: count('oci_vault_secret'),
      buckets: count('oci_objectstorage_bucket'),
      repositories: count('oci_artifacts_container_repository'),
      bastions: count('oci_bastion_bastion'),
      budgets: count('oci_budget_budget'),
      databases: count('oci_mysql_mysql_db_system'),
      subnets: count('oci_core_subnet'),
    }).toEqual({
      pools: 3,
      secrets: 1,
      buckets: 2,
      repositories: 2,
      bastions: 1,
      budgets: 1,
      databases: 1,
      subnets: 6,
    });
    expect(ofType(configuration, 'oci_containerengine_cluster')[0].image_policy_config.is_policy_enabled).toBe(true);
  });

  it('grants each ServiceAccount its own, also where a dash could belong to either name', () => {
    const access = [WorkloadAccess.readSecrets(PROMPT)];
    const grants = [
      { namespace: 'a-b', serviceAccount: 'c', access },
      { namespace: 'a', serviceAccount: 'b-c', access },
    ];
    const policies = JSON.stringify(
      written(foundation({ secrets: [PROMPT], grants })).resource?.['oci_identity_policy'],
    );
    for (const { namespace, serviceAccount } of grants) {
      expect(policies).toContain(
        `request.principal.namespace = '${namespace}', request.principal.service_account = '${serviceAccount}'`,
      );
    }
  });

  it('gives each thing a key of its own', () => {
    const names = ofType(written(foundation(EVERYTHING)), 'oci_kms_key').map(
      ({ display_name: name }) => name as string,
    );
    expect(names.sort()).toEqual(
      ['audit-records', 'cluster-secrets', 'database', 'images', 'models', 'node-volumes', 'secrets'].sort(),
    );
  });

  it('copies the vault and its secrets to another region, for when the first one fails', () => {
    const copy = {
      region: 'eu-frankfurt-1',
      vaultId: 'ocid1.vault.oc1.eu-frankfurt-1.aaaa.bbbb',
      keyId: 'ocid1.key.oc1.eu-frankfurt-1.aaaa.bbbb',
    };
    const vault = { replicaRegion: 'eu-frankfurt-1', secretReplicas: [copy], keyRotationDays: 60 };
    const configuration = written(foundation({ secrets: [PROMPT], vault }));
    expect(ofType(configuration, 'oci_kms_vault_replication')).toMatchObject([{ replica_region: 'eu-frankfurt-1' }]);
    expect(ofType(configuration, 'oci_vault_secret')).toMatchObject([
      {
        replication_config: {
          replication_targets: [{ target_region: 'eu-frankfurt-1', target_vault_id: copy.vaultId }],
        },
      },
    ]);
    expect(ofType(configuration, 'oci_kms_key')[0].auto_key_rotation_details.rotation_interval_in_days).toBe(60);
  });

  it('tags everything that can have tags', () => {
    const configuration = written(foundation({ ...EVERYTHING, freeformTags: { team: 'llm' } }));
    const untagged = Object.entries(configuration.resource ?? {}).flatMap(([type, resources]) =>
      Object.values(resources)
        .filter((resource) => (resource as { freeform_tags?: object }).freeform_tags === undefined)
        .map(() => type),
    );
    expect([...new Set(untagged)].sort()).toEqual([
      'oci_containerengine_addon',
      'oci_core_network_security_group_security_rule',
    ]);
    expect(ofType(configuration, 'oci_core_vcn')[0]).toMatchObject({
      freeform_tags: { team: 'llm', stack: 'prod', 'managed-by': 'cdk8s-secure-llm' },
      defined_tags: { 'Cost.Center': '42' },
    });
  });

  it('writes what PlatformOutputs reads, by name and kind', () => {
    const output = written(foundation()).output as Record<string, { value: unknown }>;
    expect(Object.keys(output).sort()).toEqual(Object.keys(PLATFORM_OUTPUT_RULES).sort());
    for (const [name, rule] of Object.entries(PLATFORM_OUTPUT_RULES)) {
      expect([name, Array.isArray(output[name]?.value)]).toEqual([name, rule.isList]);
    }
  });

  it('writes outputs that are read back, once Terraform knows what only the apply tells', () => {
    const output = written(foundation()).output as Record<string, { value: unknown }>;
    const applied = JSON.stringify(output)
      .replace(/\$\{element\(split\([^}]*\}/, '10.0.32.5')
      .replace(/\$\{oci_containerengine_cluster[^}]*\}/, 'ocid1.cluster.oc1.eu-zurich-1.a')
      .replace(/\$\{oci_vault_secret[^}]*\}/g, '3')
      .replace(/\$\{oci_kms_vault[^}]*\}/, 'ocid1.vault.oc1.eu-zurich-1.a.b')
      .replace(/\$\{oci_core_subnet[^}]*\}/, 'ocid1.subnet.oc1.eu-zurich-1.a')
      .replace(/\$\{oci_core_network_security_group[^}]*\}/, 'ocid1.networksecuritygroup.oc1.eu-zurich-1.a')
      .replace(/\$\{data\.oci_objectstorage_namespace[^}]*\}/g, 'axexample');
    const outputs = PlatformOutputs.fromJson(applied, 'outputs.json');
    const fixture = PlatformOutputs.fromFile(resolve(__dirname, '../../examples/oke/outputs.json'));
    expect(outputs.kubernetesVersion).toBe('1.36');
    expect(outputs.apiServerCidrs.map(String)).toEqual(fixture.apiServerCidrs.map(String));
    expect(outputs.nodeCidrs.map(String)).toEqual(fixture.nodeCidrs.map(String));
    expect(outputs.podCidrs.map(String)).toEqual(fixture.podCidrs.map(String));
    expect(outputs.imageRegistry).toBe(fixture.imageRegistry);
  });

  it('writes which version of each secret is current, also of one that is added to the vault later', () => {
    const stack = foundation({ secrets: [PROMPT] });
    stack.vault.secret(SecretRef.key('audit', 'key'));
    const { secret_versions: versions } = written(stack).output as Record<string, { value: string[] }>;
    const [prompt, audit] = versions!.value;
    expect(audit).toMatch(/^audit_key \$\{oci_vault_secret\.\S+\.current_version_number\}$/);
    expect(prompt).toMatch(/^assistant_system-prompt \$\{oci_vault_secret\.\S+\.current_version_number\}$/);
  });

  it('names the GPUs of AMD in its outputs when the nodes have such', () => {
    const amd = foundation({ gpuPools: [{ name: 'amd', shape: GpuShape.BM_GPU_MI300X_8, size: 1 }] });
    const { output } = JSON.parse(Testing.synth(amd)) as { output: Record<string, { value: string }> };
    expect(output['gpu_resource_name']?.value).toBe('amd.com/gpu');
  });

  it('keeps the device plugin off all nodes when something else offers the GPUs', () => {
    const configuration = written(foundation({ ...EVERYTHING, gpuOwner: GpuOwner.YOURS }));
    const addons = ofType(configuration, 'oci_containerengine_addon').map(({ addon_name: name }) => name as string);
    expect(addons.sort()).toEqual(['CertManager', 'KubernetesMetricsServer']);
    const labels = JSON.stringify(ofType(configuration, 'oci_containerengine_node_pool'));
    expect(labels.match(/disable-gpu-device-plugin/g)).toHaveLength(2);
  });

  it('can be let go: no resource of its own is protected then', () => {
    const text = JSON.stringify(written(foundation({ deletionProtection: false })));
    expect(text).not.toContain('"prevent_destroy":true');
    expect(JSON.stringify(written(foundation()))).toContain('"prevent_destroy":true');
  });

  it('ignores the tags that OCI puts on everything', () => {
    const providers = written(foundation()).provider as { oci: { ignore_defined_tags: string[] }[] };
    for (const provider of providers.oci) {
      expect(provider.ignore_defined_tags).toEqual(['Oracle-Tags.CreatedBy', 'Oracle-Tags.CreatedOn']);
    }
  });

  it('keeps the state beside what is written, at no path of this machine, or where the program says', () => {
    const backendOf = (stack: OkeFoundation): object => stack.toTerraform().terraform.backend;
    const ours = foundation();
    ours.prepareStack();
    expect(backendOf(ours)).toEqual({ local: { path: '../../../terraform.prod.tfstate' } });
    const theirs = foundation();
    new HttpBackend(theirs, { address: 'https://state.example' });
    theirs.prepareStack();
    expect(backendOf(theirs)).toEqual({ http: { address: 'https://state.example' } });
  });

  it('writes the same bytes for the same program', () => {
    expect(Testing.synth(foundation(EVERYTHING), true)).toBe(Testing.synth(foundation(EVERYTHING), true));
  });

  it('lists the problems of all parts together, and writes nothing', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'foundation-'));
    try {
      const app = new App({ outdir });
      foundation(
        {
          network: { cidr: '10.96.0.0/20', subnets: { bastion: '10.96.8.0/28' } },
          systemPool: { size: 0, shape: 'VM.GPU.A10.1' },
          gpuPools: [
            { name: 'a', shape: 'VM.Standard.E5.Flex', size: 1 },
            { name: 'a', shape: GpuShape.VM_GPU_A10_1, size: 1 },
            { name: 'system', shape: GpuShape.VM_GPU_A10_1, size: 1 },
            {
              name: 'b',
              shape: GpuShape.VM_GPU_A10_1,
              size: 1,
              kubernetesVersion: '1.32.1',
              availabilityDomains: [1, 2],
              capacityReservationId: 'ocid1.capacityreservation.oc1.eu-zurich-1.a',
            },
          ],
          signedImagesOnly: true,
          vault: { replicaRegion: 'eu-zurich-1' },
        },
        app,
      );
      let message = '';
      try {
        app.synth();
      } catch (error) {
        message = (error as Error).message;
      }
      for (const part of [
        'subnets pods (10.96.8.0/21) and bastion (10.96.8.0/28) overlap',
        'the network of Kubernetes Services 10.96.0.0/16 overlaps the VCN 10.96.0.0/20',
        'node pool "system" runs what the cluster itself needs and its shape "VM.GPU.A10.1" has GPUs',
        'there is no node pool without GPUs',
        'node pool "a" is for GPUs and its shape "VM.Standard.E5.Flex" has none',
        'node pool name "a" is used twice',
        'node pool name "system" is used twice',
        'the vault is in eu-zurich-1 and so is a copy of it',
        'takes its nodes from a capacity reservation, which is in one availability domain',
        'is newer than node pool "b" with 1.32.1 supports',
        'signedImagesOnly is set and there are no repositories',
      ]) {
        expect(message).toContain(part);
      }
      expect(readdirSync(outdir, { recursive: true }).filter((file) => String(file).endsWith('.tf.json'))).toEqual([]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it('counts the addresses that nodes and pods need', () => {
    const message = refusal(foundation({ network: { cidr: '10.0.0.0/20' }, systemPool: { size: 600 } }));
    expect(message).toContain(
      'subnet workers (10.0.4.0/23) has 509 usable addresses and 601 nodes, with those that replace others, need 601',
    );
    expect(message).toContain(
      'subnet pods (10.0.8.0/21) has 2045 usable addresses and the pods that 601 nodes set addresses aside for need 18631',
    );
  });

  it.each([
    ['a region that is none', { region: 'zurich' }, 'is not an OCI region identifier'],
    [
      'a compartment as tenancy',
      { tenancyId: COMPARTMENT },
      'is the OCID of a compartment; expected that of a tenancy',
    ],
    ['a bucket twice', { modelBuckets: ['models', 'models'] }, 'modelBuckets lists "models" twice'],
    [
      'two grants of one account',
      { grants: [GRANT, { ...GRANT, access: [WorkloadAccess.readObjects('models')] }] },
      'grants lists "ServiceAccount output/secrets" twice',
    ],
    ['a name with capitals', { name: 'Prod' }, 'name "Prod" is not allowed'],
    ['a version that does not exist', { kubernetesVersion: '1.99.0' }, 'unknown kubernetesVersion "1.99"'],
  ])('refuses %s at once', (_, props, message) => {
    expect(() => foundation(props)).toThrow(message);
  });

  it('lets no secret through that stands where a reference belongs', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{24,40}$/), (secret) => {
        let message = '';
        try {
          foundation({ secrets: [secret as unknown as SecretRef] });
        } catch (error) {
          message = (error as Error).message;
        }
        expect(message).toContain('expected a SecretRef');
        expect(message).not.toContain(secret);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the file of the subpath', () => {
  const folder = resolve(__dirname, '../../lib/infra');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('bindings'),
  );

  it('imports bindings file by file, so that a program loads those that it uses', () => {
    for (const file of sources) {
      const imports = [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']*bindings[^']*)'/g)];
      for (const [, path] of imports) expect(path).toMatch(/\/bindings\/[a-z0-9-]+$/);
    }
  });

  it('uses every binding that is there', () => {
    const text = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const unused = readdirSync(join(folder, 'bindings')).filter((name) => !text.includes(`/bindings/${name}'`));
    expect(unused).toEqual([]);
  });
});
