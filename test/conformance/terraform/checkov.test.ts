import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fields } from '../../../lib/infra/rules/fields';
import { scanByCheckov, type CheckovFinding, type CheckovScan } from './checkov';
import { CHECKOV_EXCEPTIONS, type CheckovException } from './checkov-exceptions';
import { everythingStack, exampleStack, removePrograms } from './programs';
import { withResources } from './refused';

/** What nobody would put into a tenancy: the negative control. */
const BROKEN = withResources({
  oci_objectstorage_bucket: {
    open: { compartment_id: 'c', name: 'n', namespace: 'n', access_type: 'ObjectRead', object_events_enabled: false },
  },
  oci_core_network_security_group_security_rule: {
    ssh: {
      network_security_group_id: 'g',
      direction: 'INGRESS',
      protocol: '6',
      source: '0.0.0.0/0',
      tcp_options: { destination_port_range: { min: 22, max: 22 } },
    },
  },
});

const files = new Map<string, string>();
const occurred = new Set<CheckovException>();
let scan: CheckovScan;

beforeAll(async () => {
  const broken = join(mkdtempSync(join(tmpdir(), 'checkov-')), 'cdk.tf.json');
  writeFileSync(broken, JSON.stringify(BROKEN));
  files.set('oke', await exampleStack('oke', 'prod'));
  files.set('everything', everythingStack());
  files.set('broken', broken);
  scan = await scanByCheckov(files);
});

afterAll(() => removePrograms());

/** The resource that a finding is about; names are unique in a stack, whatever the type. */
function resourceOf({ stack, name }: CheckovFinding): readonly [type: string, fields: Fields] {
  const { resource } = JSON.parse(readFileSync(files.get(stack) ?? '', 'utf8')) as {
    readonly resource: { readonly [type: string]: { readonly [name: string]: Fields } };
  };
  const [type, named] = Object.entries(resource).find(([, each]) => name in each) ?? ['', {}];
  return [type, named[name] ?? {}];
}

function exceptionOf(finding: CheckovFinding): CheckovException | undefined {
  const [type, fields] = resourceOf(finding);
  return CHECKOV_EXCEPTIONS.find((each) => each.check === finding.check && each.type === type && each.holds(fields));
}

describe('checkov', () => {
  it.each(['oke', 'everything'])('has nothing against %s but what has a reason that the resource shows', (stack) => {
    expect(scan.passed.get(stack)).toBeGreaterThan(40);
    const left = scan.findings
      .filter((finding) => finding.stack === stack)
      .filter((finding) => {
        const exception = exceptionOf(finding);
        if (exception !== undefined) occurred.add(exception);
        return exception === undefined;
      });
    expect(left).toEqual([]);
  });

  it('knows of every exception in the list', () => {
    expect(CHECKOV_EXCEPTIONS.filter((exception) => !occurred.has(exception)).map(({ check }) => check)).toEqual([]);
  });

  it('finds what is broken, and no exception covers it', () => {
    const found = scan.findings.filter(({ stack }) => stack === 'broken');
    expect(found.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['CKV_OCI_7', 'CKV_OCI_8', 'CKV_OCI_9', 'CKV_OCI_10', 'CKV_OCI_21', 'CKV_OCI_22']),
    );
    expect(found.filter((finding) => exceptionOf(finding) !== undefined).map(({ check }) => check)).toEqual([
      'CKV_OCI_21',
    ]);
  });
});
