import { ModelBucket } from '../../../lib/infra/storage/model-bucket';
import { type ModelBucketProps } from '../../../lib/infra/storage/model-bucket-props';
import { accepted, COMPARTMENT, emptyStack, KEY, ofType } from '../synthesized';

const PROPS: ModelBucketProps = {
  compartmentId: COMPARTMENT,
  region: 'eu-zurich-1',
  name: 'llm-models',
  kmsKeyId: KEY,
};
const COPY = { replicaRegion: 'eu-frankfurt-1', replicaKmsKeyId: 'ocid1.key.oc1.eu-frankfurt-1.aaaa.cccc' };

function bucketWith(props: Partial<ModelBucketProps> = {}): ReturnType<typeof emptyStack> {
  const stack = emptyStack();
  new ModelBucket(stack, 'models', { ...PROPS, ...props });
  return stack;
}

describe('ModelBucket', () => {
  it('is private, keeps versions, tells of changes and has a key of the vault', () => {
    expect(ofType(accepted(bucketWith()), 'oci_objectstorage_bucket')).toMatchObject([
      {
        name: 'llm-models',
        access_type: 'NoPublicAccess',
        versioning: 'Enabled',
        object_events_enabled: true,
        kms_key_id: KEY,
      },
    ]);
  });

  it('comes after the statement that lets Object Storage use the key', () => {
    const written = accepted(bucketWith());
    const [policy] = Object.keys(written.resource?.['oci_identity_policy'] ?? {});
    expect(ofType(written, 'oci_identity_policy')[0].statements).toEqual([
      `Allow service objectstorage-eu-zurich-1 to use keys in compartment id ${COMPARTMENT} where target.key.id = '${KEY}'`,
    ]);
    expect(ofType(written, 'oci_objectstorage_bucket')[0].depends_on).toEqual([`oci_identity_policy.${policy}`]);
  });

  it('asks the tenancy for its namespace unless it is told', () => {
    expect(ofType(accepted(bucketWith()), 'oci_objectstorage_bucket')[0].namespace).toContain(
      'data.oci_objectstorage_namespace',
    );
    const written = accepted(bucketWith({ namespace: 'mytenancy' }));
    expect(ofType(written, 'oci_objectstorage_bucket')[0].namespace).toBe('mytenancy');
    expect(written.data ?? {}).not.toHaveProperty('oci_objectstorage_namespace');
  });

  it('is copied to another region, under a key of that region', () => {
    const written = accepted(bucketWith(COPY));
    expect(written.provider?.['oci']).toContainEqual({ alias: 'eu-frankfurt-1', region: 'eu-frankfurt-1' });
    expect(ofType(written, 'oci_objectstorage_bucket')).toContainEqual(
      expect.objectContaining({
        provider: 'oci.eu-frankfurt-1',
        kms_key_id: COPY.replicaKmsKeyId,
        versioning: 'Enabled',
      }),
    );
    expect(ofType(written, 'oci_objectstorage_replication_policy')).toMatchObject([
      { destination_region_name: 'eu-frankfurt-1', name: 'llm-models-to-eu-frankfurt-1' },
    ]);
  });

  it('shares the provider of the other region with a second bucket', () => {
    const stack = bucketWith(COPY);
    new ModelBucket(stack, 'artifacts', { ...PROPS, ...COPY, name: 'artifacts' });
    expect(accepted(stack).provider?.['oci']).toHaveLength(3);
  });

  it.each<[string, Partial<ModelBucketProps>, string]>([
    ['a key that is none', { kmsKeyId: COMPARTMENT }, 'expected that of a key'],
    ['a name that would end a condition', { name: `a'` }, 'name "a\'" is not allowed'],
    ['a copy in its own region', { ...COPY, replicaRegion: 'eu-zurich-1' }, 'the region of the original'],
    ['a copy without a key', { replicaRegion: 'eu-frankfurt-1' }, 'set replicaKmsKeyId'],
    ['an unknown region', { region: 'eu-zurich-9' }, 'unknown region'],
  ])('refuses %s', (_, props, message) => {
    expect(() => bucketWith(props)).toThrow(message);
  });
});
