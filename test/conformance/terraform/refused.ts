/** What Terraform must refuse, so that its silence about our stacks means something. */
export const REFUSED: readonly (readonly [what: string, stack: object, message: RegExp])[] = [
  [
    'a cycle',
    withResources({
      oci_core_nat_gateway: {
        nat: { compartment_id: 'c', vcn_id: 'v', route_table_id: '${oci_core_route_table.routes.id}' },
      },
      oci_core_route_table: {
        routes: {
          compartment_id: 'c',
          vcn_id: 'v',
          route_rules: [{ network_entity_id: '${oci_core_nat_gateway.nat.id}', destination: '10.0.0.0/8' }],
        },
      },
    }),
    /Cycle: oci_core_/,
  ],
  ['a dangling reference', vcn({ display_name: '${oci_core_vcn.other.id}' }), /Reference to undeclared resource/],
  [
    'an attribute that does not exist',
    vcn({ display_name: '${oci_core_vcn.main.ocid}' }),
    /Unsupported attribute|Self-referential/,
  ],
  ['a wrong type', vcn({ is_ipv6enabled: 'perhaps' }), /a bool is required/],
  ['one value for many', vcn({ cidr_blocks: '10.0.0.0/16' }), /list of string required/],
  ['an unknown argument', vcn({ cidr: '10.0.0.0/16' }), /Extraneous JSON object property|Unsupported argument/],
  ['a missing argument', vcn({ compartment_id: undefined }), /Missing required argument/],
  [
    'a for_each over what only the apply knows',
    withResources({
      oci_core_vcn: { main: { compartment_id: 'c' } },
      oci_core_network_security_group: {
        groups: { for_each: '${toset([oci_core_vcn.main.id])}', compartment_id: 'c', vcn_id: '${each.value}' },
      },
    }),
    /Invalid for_each argument/,
  ],
  [
    'a for_each over a list',
    withResources({
      oci_core_network_security_group: { groups: { for_each: '${["a", "b"]}', compartment_id: 'c', vcn_id: 'v' } },
    }),
    /Invalid for_each argument/,
  ],
];

/** A stack of those resources, with the provider that all have. */
export function withResources(resource: object): object {
  return {
    terraform: { required_providers: { oci: { source: 'oracle/oci', version: '8.28.0' } } },
    provider: { oci: [{ region: 'eu-zurich-1' }] },
    resource,
  };
}

function vcn(fields: object): object {
  return withResources({ oci_core_vcn: { main: { compartment_id: 'c', cidr_blocks: ['10.0.0.0/16'], ...fields } } });
}
