/** What makes a bucket for models. */
export interface ModelBucketProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** Region of the bucket. */
  readonly region: string;
  /** Name of the bucket, unique in the tenancy. */
  readonly name: string;
  /** OCID of the AES key that encrypts the objects. */
  readonly kmsKeyId: string;
  /**
   * Object Storage namespace of the tenancy.
   * @default - Terraform asks the tenancy
   */
  readonly namespace?: string;
  /**
   * Another region that objects are copied to, for when this one fails. The copy can only be read.
   * @default - no copy
   */
  readonly replicaRegion?: string;
  /**
   * OCID of the AES key of the copy, in its region.
   * @default - none, which is an error if there is a copy
   */
  readonly replicaKmsKeyId?: string;
}
