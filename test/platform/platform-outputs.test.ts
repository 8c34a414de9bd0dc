import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { NodeOs, Platform, PlatformOutputs } from '../../lib';
import { PLATFORM_OUTPUT_RULES } from '../../lib/platform/platform-output-rules';

const FIXTURE = resolve(__dirname, '../../examples/oke/outputs.json');

type Outputs = Record<string, { value: unknown }>;
const fixture = (): Outputs => JSON.parse(readFileSync(FIXTURE, 'utf8')) as Outputs;
const read = (outputs: unknown): PlatformOutputs => PlatformOutputs.fromJson(JSON.stringify(outputs), 'outputs.json');
const withValue = (name: string, value: unknown): Outputs => ({ ...fixture(), [name]: { value } });

describe('PlatformOutputs', () => {
  it('reads what terraform output -json prints', () => {
    const outputs = PlatformOutputs.fromFile(FIXTURE);
    expect(outputs.region).toBe('eu-zurich-1');
    expect(outputs.kubernetesVersion).toBe('1.36');
    expect(outputs.nodeOs).toBe(NodeOs.ORACLE_LINUX);
    expect(outputs.gpuResourceName).toBe('nvidia.com/gpu');
    expect(outputs.apiServerCidrs.map(String)).toEqual(['10.0.32.5/32', '10.96.0.1/32']);
    expect(outputs.nodeCidrs.map(String)).toEqual(['10.0.64.0/19']);
    expect(outputs.podCidrs.map(String)).toEqual(['10.0.128.0/17']);
    expect(outputs.compartmentId).toBe('ocid1.compartment.oc1..aaaaaaaaexample');
    expect(outputs.clusterId).toMatch(/^ocid1\.cluster\./);
    expect(outputs.vaultId).toMatch(/^ocid1\.vault\./);
    expect(outputs.loadBalancerSubnetId).toMatch(/^ocid1\.subnet\./);
    expect(outputs.loadBalancerGroupId).toMatch(/^ocid1\.networksecuritygroup\./);
    expect(outputs.objectStorageNamespace).toBe('axexample');
    expect(outputs.imageRegistry).toBe('ocir.eu-zurich-1.oci.oraclecloud.com/axexample');
    expect(outputs.secretVersions).toMatchObject({ 'assistant_system-prompt': '1' });
  });

  it('takes a vault without secrets for what it is', () => {
    expect(read(withValue('secret_versions', [])).secretVersions).toEqual({});
  });

  it('lists every output that is missing', () => {
    const names = Object.keys(PLATFORM_OUTPUT_RULES);
    expect(() => read({})).toThrow(/are not those of an OkeFoundation/);
    for (const name of names) expect(() => read({})).toThrow(`  - ${name} is missing, expected `);
  });

  it('lists every output that is malformed, with all entries of a list', () => {
    const outputs = {
      ...fixture(),
      region: { value: 'zurich' },
      cluster_id: { value: 'ocid1.vcn.oc1.eu-zurich-1.a' },
      node_cidrs: { value: ['10.0.0.0/16', '10.0.0.1/16', 7] },
    };
    expect(() => read(outputs)).toThrow(
      [
        '  - region is another text, expected an OCI region identifier, like "eu-zurich-1"',
        '  - cluster_id is another text, expected an OCID of a cluster',
        '  - node_cidrs[1] is another text, expected networks, like "10.0.64.0/19"',
        '  - node_cidrs[2] is a number, expected networks, like "10.0.64.0/19"',
      ].join('\n'),
    );
  });

  it.each([
    ['a text for a list', 'node_cidrs', '10.0.0.0/16', 'node_cidrs is a string, expected a list of networks'],
    ['a list for a text', 'region', ['eu-zurich-1'], 'region is a list, expected an OCI region'],
    ['null', 'vault_id', null, 'vault_id is null, expected an OCID of a vault'],
    ['an object', 'vault_id', {}, 'vault_id is an object, expected an OCID of a vault'],
    ['an empty list', 'api_server_cidrs', [], 'api_server_cidrs is empty, expected a list of networks'],
    ['an unknown minor', 'kubernetes_version', 'v1.37.0', 'expected a version with its patch of 1.34, 1.35, 1.36'],
    ['a version without patch', 'kubernetes_version', '1.36', 'expected a version with its patch'],
    ['an unknown system', 'node_os', 'windows', 'expected one of oracle-linux, ubuntu, other'],
    ['a resource without domain', 'gpu_resource_name', 'gpu', 'expected "domain/name"'],
    ['a registry without path', 'image_registry', 'ocir.example.com', 'expected a registry host with a path'],
    ['a namespace in capitals', 'object_storage_namespace', 'AX', 'expected a namespace of Object Storage'],
    ['a secret without a version', 'secret_versions', ['audit_key'], 'secret_versions[0] is another text, expected'],
    ['a user as compartment', 'compartment_id', 'ocid1.user.oc1..a', 'expected an OCID of a compartment or tenancy'],
  ])('refuses %s', (_, name, value, message) => {
    expect(() => read(withValue(name, value))).toThrow(message);
  });

  it('refuses an output without a value, and the values without their outputs', () => {
    expect(() => read({ ...fixture(), region: 'eu-zurich-1' })).toThrow('region has no "value"');
  });

  it('takes no output from what every object has', () => {
    const names = Object.keys(fixture());
    expect(names.every((name) => !(name in {}))).toBe(true);
    expect(() => read([])).toThrow('it is not a JSON object');
  });

  it('lets other outputs of the same stack pass', () => {
    expect(read({ ...fixture(), mine: { value: 1 } }).region).toBe('eu-zurich-1');
  });

  it('quotes no value: nobody knows what got into the file', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(PLATFORM_OUTPUT_RULES)),
        fc.stringMatching(/^[A-Za-z0-9+/]{40}$/),
        fc.boolean(),
        (name, secret, isList) => {
          for (const outputs of [withValue(name, isList ? [secret] : secret), { ...fixture(), [name]: secret }]) {
            const message = messageOf(() => read(outputs));
            expect(message).not.toContain(secret);
          }
          expect(messageOf(() => PlatformOutputs.fromJson(`{"region": ${secret}`, 'outputs.json'))).not.toContain(
            secret,
          );
        },
      ),
    );
  });

  it('says which file cannot be read, and how it is written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    try {
      expect(() => PlatformOutputs.fromFile(join(folder, 'none.json'))).toThrow(/none\.json" cannot be read: ENOENT/);
      writeFileSync(join(folder, 'half.json'), '{"region":');
      expect(() => PlatformOutputs.fromFile(join(folder, 'half.json'))).toThrow(
        /half\.json" cannot be read: it is not JSON\. Write them with: terraform output -json > outputs\.json/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('Platform.oke with outputs', () => {
  const outputs = PlatformOutputs.fromFile(FIXTURE);

  it('is what the cluster is', () => {
    const platform = Platform.oke({ outputs });
    expect(platform.region).toBe('eu-zurich-1');
    expect(String(platform.kubernetesVersion)).toBe('1.36');
    expect(platform.nodeOs).toBe(NodeOs.ORACLE_LINUX);
    expect(platform.gpuResourceName).toBe('nvidia.com/gpu');
    expect(platform.apiServerCidrs.map(String)).toEqual(['10.0.32.5/32', '10.96.0.1/32']);
    expect(platform.nodeCidrs.map(String)).toEqual(['10.0.64.0/19']);
  });

  it('takes the operating system of AMD nodes and their taint from there too', () => {
    const amd = read(withValue('gpu_resource_name', 'amd.com/gpu'));
    expect(Platform.oke({ outputs: amd }).gpuTaintKey).toBe('amd.com/gpu');
  });

  it('lets a program say what outputs do not know, or say it otherwise', () => {
    const platform = Platform.oke({ outputs, storageClass: 'fast', nodeCidrs: ['10.0.64.0/20'] });
    expect(platform.storageClass).toBe('fast');
    expect(platform.nodeCidrs.map(String)).toEqual(['10.0.64.0/20']);
  });

  it('refuses a region or version that the cluster is not of', () => {
    expect(() => Platform.oke({ outputs, region: 'eu-frankfurt-1' })).toThrow(
      'region "eu-frankfurt-1" contradicts the cluster\'s outputs, which say "eu-zurich-1"',
    );
    expect(() => Platform.oke({ outputs, kubernetesVersion: '1.35' })).toThrow('kubernetesVersion "1.35" contradicts');
    expect(Platform.oke({ outputs, region: 'eu-zurich-1', kubernetesVersion: '1.36' }).region).toBe('eu-zurich-1');
  });

  it('needs a region from somewhere', () => {
    expect(() => Platform.oke({})).toThrow('region is missing');
  });
});
