import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Bastion, ClusterAddons, HomeRegion, OciVault, PrivateNetwork, VcnFlowLogs } from '../../../lib/infra';
import { KmsKey } from '../../../lib/infra/bindings/kms-key';
import { ObjectstorageBucket } from '../../../lib/infra/bindings/objectstorage-bucket';
import { OciProvider } from '../../../lib/infra/bindings/provider';
import { installTerraformChecks } from '../../../lib/infra/rules/terraform-checks';
import { TerraformDocument } from '../../../lib/infra/rules/terraform-document';
import { judgeTerraform } from '../../../lib/infra/rules/terraform-judge';
import { waive, type TerraformWaiver } from '../../../lib/infra/rules/waive';
import { existingCluster, NETWORK } from '../cluster-in';
import { refusal } from '../refused';
import { COMPARTMENT, TENANCY } from '../synthesized';

const WAIVER: TerraformWaiver = {
  rule: 'key-rotation',
  reason: 'the key signs releases and is rotated by hand',
  evidence: 'https://tickets.example/42',
  owner: 'platform-team',
  expires: '2027-01-31',
};

function keyOf(stack: TerraformStack, isAutoRotationEnabled: boolean): KmsKey {
  return new KmsKey(stack, 'key', {
    compartmentId: 'c',
    displayName: 'key',
    managementEndpoint: 'https://example',
    keyShape: { algorithm: 'AES', length: 32 },
    isAutoRotationEnabled,
  });
}

function judged(stack: TerraformStack, date?: string) {
  return judgeTerraform([TerraformDocument.of(stack.node.id, stack.toTerraform())], { date });
}

describe('the judgement of a program', () => {
  let outdir: string;
  beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), 'infra-'))));
  afterEach(() => rmSync(outdir, { recursive: true }));

  const written = (): string[] =>
    readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

  it('lets a program be written that holds every rule', () => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'prod');
    new OciProvider(stack, 'oci', { region: 'eu-zurich-1' });
    keyOf(stack, true);
    installTerraformChecks(stack);
    app.synth();
    expect(existsSync(join(outdir, 'stacks/prod/cdk.tf.json'))).toBe(true);
  });

  it('writes nothing when a rule finds something, not even the stack before', () => {
    const app = new App({ outdir });
    new TerraformOutput(new TerraformStack(app, 'before'), 'answer', { value: 42 });
    const stack = new TerraformStack(app, 'prod');
    keyOf(stack, false);
    installTerraformChecks(stack);
    expect(() => app.synth()).toThrow(
      /key-rotation: the key does not rotate by itself; Set is_auto_rotation_enabled.*\[prod\/oci_kms_key\.key is_auto_rotation_enabled\]/,
    );
    expect(written()).toEqual([]);
  });

  it('lists the findings of every stack together, each once', () => {
    const app = new App({ outdir });
    const [first, second] = [new TerraformStack(app, 'a'), new TerraformStack(app, 'b')];
    keyOf(first, false);
    keyOf(second, false);
    installTerraformChecks(first);
    installTerraformChecks(second);
    let message = '';
    try {
      app.synth();
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.match(/\[a\/oci_kms_key\.key /g)).toHaveLength(1);
    expect(message.match(/\[b\/oci_kms_key\.key /g)).toHaveLength(1);
  });
});

/** Each part that a program can have without the others, in a stack that has nothing else of the library. */
const PARTS: readonly (readonly [string, (stack: TerraformStack) => unknown])[] = [
  ['HomeRegion', (stack) => new HomeRegion(stack, 'home', { tenancyId: TENANCY, region: 'eu-frankfurt-1' })],
  ['PrivateNetwork', (stack) => new PrivateNetwork(stack, 'net', { compartmentId: COMPARTMENT })],
  [
    'VcnFlowLogs',
    (stack) =>
      new VcnFlowLogs(stack, 'flows', {
        compartmentId: COMPARTMENT,
        vcnId: NETWORK.vcnId,
        logGroupId: 'ocid1.loggroup.oc1.eu-zurich-1.aaaa',
      }),
  ],
  [
    'Bastion',
    (stack) =>
      new Bastion(stack, 'bastion', {
        compartmentId: COMPARTMENT,
        subnetId: NETWORK.subnetId('bastion'),
        clientCidrs: ['192.0.2.0/24'],
      }),
  ],
  ['OciVault', (stack) => new OciVault(stack, 'vault', { compartmentId: COMPARTMENT })],
  [
    'ClusterAddons',
    (stack) => new ClusterAddons(stack, 'addons', { cluster: existingCluster(), after: [], gpuShapes: [] }),
  ],
];

describe('a part that is used alone', () => {
  it.each(PARTS)('has the rest of the stack judged too: %s', (_, add) => {
    const stack = new TerraformStack(new App(), 'prod');
    new OciProvider(stack, 'oci', { region: 'eu-zurich-1' });
    keyOf(stack, false);
    add(stack);
    expect(refusal(stack)).toContain('key-rotation: the key does not rotate by itself');
  });

  const room = resolve(__dirname, '../../../lib/infra');
  const constructs = readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('bindings'))
    .map((file) => [file, readFileSync(join(room, file), 'utf8')] as const)
    .filter(([, text]) => /^export (?:abstract )?class \w+ extends (?:Construct|TerraformStack)\b/m.test(text))
    // made by others of the room only
    .filter(([file]) => !['network/security-groups.ts', 'vault/vault-key.ts'].includes(file));

  it.each(constructs)('asks for the judgement: %s', (_, text) => {
    expect(text).toContain('installTerraformChecks(this);');
  });
});

describe('a waiver of a Terraform resource', () => {
  const stackWith = (waiver: Partial<TerraformWaiver>, isAutoRotationEnabled = false): TerraformStack => {
    const stack = new TerraformStack(new App(), 'prod');
    waive(keyOf(stack, isAutoRotationEnabled), { ...WAIVER, ...waiver });
    return stack;
  };

  it('takes the finding out and is reported with it', () => {
    const { findings, waived, coverage } = judged(stackWith({}), '2027-01-31');
    expect(findings).toEqual([]);
    expect(waived).toMatchObject([{ finding: { rule: 'key-rotation' }, waiver: { owner: 'platform-team' } }]);
    expect(coverage).toContainEqual({ rule: 'key-rotation', findings: 1 });
  });

  it('stands in the comment of the resource, beside where the resource comes from', () => {
    const comment = stackWith({}).toTerraform().resource.oci_kms_key.key['//'];
    expect(comment.metadata.path).toBe('prod/key');
    expect(comment.waivers['key-rotation'].expires).toBe('2027-01-31');
  });

  it.each([
    ['of no rule', { rule: 'key-rotations' }, 'there is no such rule'],
    ['without a reason', { reason: 'because' }, 'is shorter than 20 characters'],
    ['without evidence', { evidence: '' }, 'it names no evidence'],
    ['without an owner', { owner: ' ' }, 'it names no owner'],
    ['without an end', { expires: 'never' }, 'which is no day'],
    ['that has expired', { expires: '2026-12-31' }, 'it expired on 2026-12-31'],
  ])('%s disarms nothing and is a finding', (_, waiver, message) => {
    const { findings, waived } = judged(stackWith(waiver), '2027-01-01');
    expect(waived).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(['key-rotation', 'waiver']);
    expect(findings[1]?.message).toContain(message);
  });

  it('that nothing needs is a finding', () => {
    const { findings } = judged(stackWith({}, true));
    expect(findings).toMatchObject([{ rule: 'waiver', severity: 'warning' }]);
    expect(findings[0]?.message).toContain('is not used');
  });

  it('of one resource disarms no other', () => {
    const stack = stackWith({});
    new ObjectstorageBucket(stack, 'bucket', { compartmentId: 'c', name: 'b', namespace: 'n', versioning: 'Enabled' });
    expect(judged(stack).findings.map(({ rule, object }) => [rule, object.kind])).toEqual([
      ['customer-managed-keys', 'oci_objectstorage_bucket'],
    ]);
  });

  it('of a check of a scanner is left to the scanner', () => {
    expect(judged(stackWith({ rule: 'CKV_OCI_21' }, true)).findings).toEqual([]);
  });
});
