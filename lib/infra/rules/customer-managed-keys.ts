import { Severity } from '../../assurance/finding';
import { blockOf, blocksOf, isSet, type Fields } from './fields';
import { type TerraformRule } from './terraform-rule';

/** Where each type of resource names its key. */
const KEY: { readonly [type: string]: (fields: Fields) => { readonly path: string; readonly key: unknown } } = {
  oci_containerengine_cluster: ({ kms_key_id: key }) => ({ path: 'kms_key_id', key }),
  oci_containerengine_node_pool: (fields) => ({
    path: 'node_config_details.kms_key_id',
    key: blockOf(fields, 'node_config_details')?.['kms_key_id'],
  }),
  oci_objectstorage_bucket: ({ kms_key_id: key }) => ({ path: 'kms_key_id', key }),
  oci_file_storage_file_system: ({ kms_key_id: key }) => ({ path: 'kms_key_id', key }),
  oci_core_instance: (fields) => ({
    path: 'source_details.kms_key_id',
    key: blockOf(fields, 'source_details')?.['kms_key_id'],
  }),
  oci_mysql_mysql_db_system: (fields) => {
    const own = blocksOf(fields, 'encrypt_data').find(({ key_generation_type: type }) => type === 'BYOK');
    return { path: 'encrypt_data', key: own?.['key_id'] };
  },
};

export const customerManagedKeys: TerraformRule = {
  id: 'customer-managed-keys',
  title: 'What is stored is encrypted with a key of the vault: secrets in etcd, boot volumes, buckets, databases.',
  severity: Severity.ERROR,
  remediation: 'Name a key of an OciVault; for a cluster it can only be set at creation.',
  references: [
    'OWASP Kubernetes Top 10 2025: K03 Secrets Management Failures',
    'CIS OCI Foundations: storage',
    'CIS OKE: encrypt Kubernetes secrets with a key of the vault',
  ],
  problems: (document) =>
    document.resources.flatMap((resource) => {
      const place = KEY[resource.type]?.(resource.fields);
      if (place === undefined || isSet(place.key)) return [];
      return [{ resource, message: `${resource.type} is encrypted with a key of Oracle's`, path: place.path }];
    }),
};
