import { Severity } from '../../assurance/finding';
import { blockOf, isFields, isTrue, type Fields } from './fields';
import { type TerraformRule } from './terraform-rule';

/** Where each type of resource turns the first version off. */
const OFF: { readonly [type: string]: (fields: Fields) => { readonly path: string; readonly value: unknown } } = {
  oci_containerengine_node_pool: ({ node_metadata: metadata }) => ({
    path: 'node_metadata.areLegacyImdsEndpointsDisabled',
    value: isFields(metadata) ? metadata['areLegacyImdsEndpointsDisabled'] : undefined,
  }),
  oci_core_instance: (fields) => ({
    path: 'instance_options.are_legacy_imds_endpoints_disabled',
    value: blockOf(fields, 'instance_options')?.['are_legacy_imds_endpoints_disabled'],
  }),
  oci_core_instance_configuration: (fields) => ({
    path: 'instance_details.launch_details.instance_options.are_legacy_imds_endpoints_disabled',
    value: blockOf(blockOf(blockOf(fields, 'instance_details'), 'launch_details'), 'instance_options')?.[
      'are_legacy_imds_endpoints_disabled'
    ],
  }),
};

export const instanceMetadataV2: TerraformRule = {
  id: 'instance-metadata-v2',
  title: 'Nodes answer metadata requests of version 2 only, which a forged request of a pod does not reach.',
  severity: Severity.ERROR,
  remediation: 'Turn the legacy endpoints off where the path says.',
  references: [
    'OWASP Kubernetes Top 10 2025: K08 Cluster To Cloud Lateral Movement',
    'CIS OCI Foundations: legacy metadata endpoint disabled',
    'MITRE ATT&CK T1552.005',
  ],
  problems: (document) =>
    document.resources.flatMap((resource) => {
      const place = OFF[resource.type]?.(resource.fields);
      if (place === undefined || isTrue(document.resolved(place.value))) return [];
      return [{ resource, message: 'the legacy metadata endpoints are on', path: place.path }];
    }),
};
