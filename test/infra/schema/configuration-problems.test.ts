import { configurationProblems } from './configuration-problems';
import { type Configuration } from './reference-problems';

const VCN = { compartment_id: 'c', cidr_blocks: ['10.0.0.0/16'], '//': { metadata: {} } };
const provider = {
  oci: [{ region: 'eu-zurich-1' }, { alias: 'home', region: '${data.oci_core_services.all.services[0].id}' }],
};
const data = { oci_core_services: { all: { filter: [{ name: 'name', values: ['x'] }] } } };

const configuration = (resource: Configuration['resource'], rest: object = {}): Configuration => ({
  ...(JSON.parse(JSON.stringify({ provider, data, resource, ...rest })) as Configuration),
});
const vcn = (fields: object): Configuration => configuration({ oci_core_vcn: { main: { ...VCN, ...fields } } });
const cluster = (fields: object): Configuration =>
  configuration({
    oci_core_vcn: { main: VCN },
    oci_containerengine_cluster: {
      main: {
        compartment_id: 'c',
        kubernetes_version: 'v1.36.1',
        name: 'n',
        vcn_id: '${oci_core_vcn.main.id}',
        ...fields,
      },
    },
  });

describe('the judge of Terraform JSON by the provider schema', () => {
  it('accepts what the provider takes', () => {
    const endpoint = { subnet_id: 's', is_public_ip_enabled: false, nsg_ids: ['a'] };
    expect(configurationProblems(cluster({ endpoint_config: endpoint, timeouts: { delete: '1h' } }))).toEqual([]);
    expect(configurationProblems(cluster({ endpoint_config: [endpoint] }))).toEqual([]);
    expect(configurationProblems(vcn({ provider: 'oci.home', depends_on: ['data.oci_core_services.all'] }))).toEqual(
      [],
    );
  });

  it.each([
    ['a type nobody knows', configuration({ oci_core_network: { main: {} } }), 'oci_core_network is unknown'],
    ['an argument missing', vcn({ compartment_id: undefined }), 'oci_core_vcn.main.compartment_id is required'],
    ['an argument nobody knows', vcn({ cidr: '10.0.0.0/16' }), 'oci_core_vcn.main.cidr is unknown'],
    ['a wrong type', vcn({ display_name: 7 }), 'oci_core_vcn.main.display_name is 7, expected a string'],
    ['a text for a number', vcn({ is_ipv6enabled: 'yes' }), 'expected a bool'],
    ['one for many', vcn({ cidr_blocks: '10.0.0.0/16' }), 'expected a list'],
    ['a wrong entry', vcn({ cidr_blocks: [10] }), 'oci_core_vcn.main.cidr_blocks[0] is 10, expected a string'],
    ['a wrong value of a map', vcn({ freeform_tags: { a: 1 } }), 'freeform_tags.a is 1, expected a string'],
    ['what is only read', vcn({ state: 'AVAILABLE' }), 'oci_core_vcn.main.state is only ever read'],
    ['an argument missing in a block', cluster({ endpoint_config: {} }), 'endpoint_config[0].subnet_id is required'],
    ['too many blocks', cluster({ endpoint_config: [{ subnet_id: 'a' }, { subnet_id: 'b' }] }), 'allowed 1 times'],
    ['no block at all', cluster({ endpoint_config: 'private' }), 'is "private", expected a block'],
    [
      'too few blocks',
      configuration({ oci_kms_key: { k: { compartment_id: 'c', display_name: 'd', management_endpoint: 'm' } } }),
      'oci_kms_key.k.key_shape is needed 1 times',
    ],
    [
      'a wrong argument of the provider',
      configuration({}, { provider: { oci: [{ regions: 'x' }] } }),
      'provider.oci[0].regions',
    ],
    [
      'a data source nobody knows',
      configuration({}, { data: { ...data, oci_core_nothing: { a: {} } } }),
      'data.oci_core_nothing',
    ],
  ])('finds %s', (_, stack, message) => {
    expect(configurationProblems(stack)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['a resource that is not declared', '${oci_core_vcn.other.id}', 'it is not declared'],
    ['an attribute that does not exist', '${oci_core_vcn.main.ocid}', 'there is no ocid'],
    ['an attribute of a text', '${oci_core_vcn.main.id.name}', 'a string has no .name'],
    ['a field that a list does not have', '${data.oci_core_services.all.services[0].ocid}', 'there is no .ocid'],
    ['a variable that is not declared', '${var.vcn}', 'there is no such variable'],
    ['a local that is not declared', '${local.vcn}', 'there is no such local'],
    ['one of two that is wrong', 'a ${oci_core_vcn.main.id} b ${oci_core_vcn.x.id}', 'it is not declared'],
    ['what is wrong in a function', '${join(",", [oci_core_vcn.main.id, oci_core_vcn.x.id])}', 'it is not declared'],
  ])('finds an expression that reads %s', (_, expression, message) => {
    expect(configurationProblems(cluster({ vcn_id: expression }))).toEqual([expect.stringContaining(message)]);
  });

  it('finds an expression in an output, a dependency and a provider', () => {
    const output = { output: { id: { value: '${oci_core_vcn.x.id}' } } };
    expect(configurationProblems(configuration({}, output))).toEqual([
      expect.stringContaining('output.id.value reads'),
    ]);
    expect(configurationProblems(vcn({ depends_on: ['oci_core_vcn.x'] }))).toEqual([
      expect.stringContaining('oci_core_vcn.main.depends_on reads'),
    ]);
    expect(configurationProblems(vcn({ provider: 'oci.elsewhere' }))).toEqual([
      'oci_core_vcn.main.provider is oci.elsewhere, which is not declared',
    ]);
  });
});
