import { formatTerraformSummary, type StackJson, summarizeTerraform } from '../../scripts/terraform-summary';

const STACKS = new Map<string, StackJson>([
  [
    'one',
    {
      resource: { oci_core_vcn: { a: {}, b: {} }, oci_core_subnet: { a: {} } },
      data: { oci_core_services: { all: {} } },
      output: { region: {} },
    },
  ],
  ['two', { resource: { oci_core_vcn: { c: {} } } }],
]);

describe('the summary of Terraform JSON', () => {
  it('counts over all stacks, types in order', () => {
    const { stacks, resources, dataSources, outputs } = summarizeTerraform(STACKS, 1.25);
    expect(stacks).toEqual(['one', 'two']);
    expect([...resources]).toEqual([
      ['oci_core_subnet', 1],
      ['oci_core_vcn', 3],
    ]);
    expect(dataSources).toBe(1);
    expect(outputs).toEqual(['region']);
  });

  it('fits on three lines', () => {
    expect(formatTerraformSummary('oke', 'cdktf.out/', summarizeTerraform(STACKS, 1.25)).split('\n')).toEqual([
      'oke: 2 stacks, 4 resources, 1 data source, 1 output, 1.3 s → cdktf.out/',
      '  stacks: one, two',
      '  resources: core_subnet 1, core_vcn 3',
    ]);
  });
});
