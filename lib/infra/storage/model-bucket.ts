import { type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { requireOciRegion } from '../../platform/oci-region';
import { DataOciObjectstorageNamespace } from '../bindings/data-oci-objectstorage-namespace';
import { IdentityPolicy } from '../bindings/identity-policy';
import { ObjectstorageBucket } from '../bindings/objectstorage-bucket';
import { ObjectstorageReplicationPolicy } from '../bindings/objectstorage-replication-policy';
import { errors } from '../errors';
import { HomeRegion } from '../identity/home-region';
import { Ocid } from '../ocid';
import { regionProvider } from '../region-provider';
import { installTerraformChecks } from '../rules/terraform-checks';
import { type ModelBucketProps } from './model-bucket-props';

const NAME = /^[A-Za-z0-9._-]{1,200}$/;

/**
 * Where weights and rule sets are kept: no public access, every version of an object, a key of the vault, and events for whoever
 * watches changes. Workloads read it by a `WorkloadGrant`.
 */
export class ModelBucket extends Construct {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** Object Storage namespace of the tenancy. */
  public readonly namespace: string;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: ObjectstorageBucket;

  /** @throws if an OCID, a name or a region is none, the copy has no key, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: ModelBucketProps) {
    super(scope, id);
    installTerraformChecks(this);
    const compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    const region = requireOciRegion(props.region, false);
    const kmsKeyId = Ocid.require('kmsKeyId', props.kmsKeyId, 'key');
    if (!NAME.test(props.name))
      throw errors.badName('name', props.name, 'at most 200 letters, digits, "-", "_" and "."');
    this.bucketName = props.name;
    this.namespace =
      props.namespace ?? new DataOciObjectstorageNamespace(this, 'namespace', { compartmentId }).namespace;

    const keyUse = this.grant('key-use', compartmentId, `Object Storage may encrypt ${props.name}`, [
      `Allow service objectstorage-${region} to use keys in compartment id ${compartmentId} where target.key.id = '${kmsKeyId}'`,
    ]);
    this.resource = this.bucket('bucket', compartmentId, kmsKeyId, keyUse);
    if (props.replicaRegion !== undefined)
      this.replicate(compartmentId, region, props.replicaRegion, props.replicaKmsKeyId);
  }

  private replicate(compartmentId: string, from: string, to: string, kmsKeyId: string | undefined): void {
    if (from === to) throw errors.sameRegion('replicaRegion', to);
    if (kmsKeyId === undefined) throw errors.replicaKeyMissing(this.node.path, to);
    Ocid.require('replicaKmsKeyId', kmsKeyId, 'key');
    const provider = regionProvider(this, to);
    const policy = this.grant(
      'replication-policy',
      compartmentId,
      `Object Storage may copy ${this.bucketName} to ${to}`,
      [
        `Allow service objectstorage-${to} to use keys in compartment id ${compartmentId} where target.key.id = '${kmsKeyId}'`,
        ...[from, to].map(
          (region) =>
            `Allow service objectstorage-${region} to manage object-family in compartment id ${compartmentId} where target.bucket.name = '${this.bucketName}'`,
        ),
      ],
    );
    const replica = this.bucket('replica', compartmentId, kmsKeyId, policy, provider);
    new ObjectstorageReplicationPolicy(this, 'replication', {
      name: `${this.bucketName}-to-${to}`,
      namespace: this.namespace,
      bucket: this.resource.name,
      destinationBucketName: replica.name,
      destinationRegionName: to,
      dependsOn: [policy],
    });
  }

  private bucket(
    id: string,
    compartmentId: string,
    kmsKeyId: string,
    policy: IdentityPolicy,
    provider?: TerraformProvider,
  ): ObjectstorageBucket {
    return new ObjectstorageBucket(this, id, {
      provider,
      compartmentId,
      namespace: this.namespace,
      name: this.bucketName,
      accessType: 'NoPublicAccess',
      versioning: 'Enabled',
      objectEventsEnabled: true,
      kmsKeyId,
      dependsOn: [policy],
    });
  }

  private grant(id: string, compartmentId: string, description: string, statements: string[]): IdentityPolicy {
    return new IdentityPolicy(this, id, {
      provider: HomeRegion.of(this).provider,
      compartmentId,
      name: `${this.bucketName.slice(0, 60)}-${id}`,
      description,
      statements,
    });
  }
}
