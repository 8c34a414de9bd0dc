import { bucketPrivate } from '../../../lib/infra/rules/bucket-private';
import { customerManagedKeys } from '../../../lib/infra/rules/customer-managed-keys';
import { keyRotation } from '../../../lib/infra/rules/key-rotation';
import { saidBy, stackOf } from './document';

const KEY = '${oci_kms_key.main.id}';

describe('the rule customer-managed-keys', () => {
  it.each([
    ['oci_containerengine_cluster', { kms_key_id: KEY }, {}],
    [
      'oci_containerengine_node_pool',
      { node_config_details: { kms_key_id: KEY } },
      { node_config_details: { size: 1 } },
    ],
    ['oci_objectstorage_bucket', { kms_key_id: KEY }, { kms_key_id: '' }],
    ['oci_file_storage_file_system', { kms_key_id: KEY }, {}],
    ['oci_core_instance', { source_details: [{ kms_key_id: KEY }] }, { source_details: [{}] }],
    [
      'oci_mysql_mysql_db_system',
      { encrypt_data: { key_generation_type: 'BYOK', key_id: KEY } },
      { encrypt_data: { key_generation_type: 'SYSTEM' } },
    ],
  ])('passes %s with a key of the vault and finds one without', (type, own, oracles) => {
    expect(saidBy(customerManagedKeys, stackOf({ [type]: { main: own } }))).toEqual([]);
    expect(saidBy(customerManagedKeys, stackOf({ [type]: { main: oracles } }))).toEqual([
      expect.stringContaining(`${type} is encrypted with a key of Oracle's`),
    ]);
  });

  it('has nothing to say about what stores nothing', () => {
    expect(saidBy(customerManagedKeys, stackOf({ oci_core_vcn: { main: {} } }))).toEqual([]);
  });
});

describe('the rule key-rotation', () => {
  const key = (fields: object) => stackOf({ oci_kms_key: { main: fields } });

  it('passes a key that rotates by itself', () => {
    expect(saidBy(keyRotation, key({ is_auto_rotation_enabled: true }))).toEqual([]);
  });

  it.each([[{}], [{ is_auto_rotation_enabled: false }], [{ is_auto_rotation_enabled: '${var.rotate}' }]])(
    'finds a key with %j',
    (fields) => {
      expect(saidBy(keyRotation, key(fields))).toHaveLength(1);
    },
  );
});

describe('the rule bucket-private', () => {
  const bucket = (fields: object) => stackOf({ oci_objectstorage_bucket: { models: fields } });

  it('passes a versioned bucket that nobody reads without leave', () => {
    expect(saidBy(bucketPrivate, bucket({ access_type: 'NoPublicAccess', versioning: 'Enabled' }))).toEqual([]);
    expect(saidBy(bucketPrivate, bucket({ versioning: 'Enabled' }))).toEqual([]);
    const retained = {
      retention_rules: [{ display_name: 'audit', duration: { time_amount: '365', time_unit: 'DAYS' } }],
    };
    expect(saidBy(bucketPrivate, bucket({ versioning: 'Disabled', ...retained }))).toEqual([]);
  });

  it.each([
    ['public reads', { access_type: 'ObjectRead', versioning: 'Enabled' }, 'access_type is "ObjectRead"'],
    ['a rule that retains for no time', { retention_rules: [{ display_name: 'audit' }] }, 'versioning is undefined'],
    ['no versions', {}, 'versioning is undefined'],
    ['suspended versions', { versioning: 'Suspended' }, 'versioning is "Suspended"'],
  ])('finds %s', (_, fields, message) => {
    expect(saidBy(bucketPrivate, bucket(fields))).toEqual([expect.stringContaining(message)]);
  });
});
