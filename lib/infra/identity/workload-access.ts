import { Token } from 'cdktf';
import { type SecretRef } from '../../platform';
import { requireSecretRef } from '../../platform/secret-ref';
import { errors } from '../errors';

/** Bucket names are letters, digits, dashes, underscores and periods; anything else could end a condition early. */
const BUCKET = /^[A-Za-z0-9._-]{1,256}$/;

/** What a workload may do with which targets. */
export class WorkloadAccess {
  /**
   * May read the values of these secrets, and of no others. This is what an operator or a driver needs that hands them to pods.
   * @throws if there is none
   */
  public static readSecrets(...secrets: SecretRef[]): WorkloadAccess {
    if (secrets.length === 0) throw errors.listEmpty('secrets', 'at least one SecretRef');
    const names = secrets.map((secret) => requireSecretRef('WorkloadAccess.readSecrets', secret).vaultName);
    return new WorkloadAccess([['read secret-bundles', [anyOf('target.secret.name', names)]]]);
  }

  /**
   * May list and read the objects of a bucket.
   * @param bucketName name of the bucket
   * @throws if it is no name that a bucket may have
   */
  public static readObjects(bucketName: string): WorkloadAccess {
    const bucket = isBucket(bucketName);
    return new WorkloadAccess([
      ['read buckets', [bucket]],
      ['read objects', [bucket]],
    ]);
  }

  /**
   * May list, read, create and overwrite the objects of a bucket, and delete none.
   * @param bucketName name of the bucket
   * @throws if it is no name that a bucket may have
   */
  public static writeObjects(bucketName: string): WorkloadAccess {
    const bucket = isBucket(bucketName);
    const permissions = ['OBJECT_INSPECT', 'OBJECT_READ', 'OBJECT_CREATE', 'OBJECT_OVERWRITE'];
    return new WorkloadAccess([
      ['read buckets', [bucket]],
      ['manage objects', [bucket, anyOf('request.permission', permissions)]],
    ]);
  }

  private constructor(
    /** Verb with resource type, and the conditions that narrow it to its targets. */
    public readonly grants: readonly (readonly [action: string, conditions: readonly string[]])[],
  ) {}
}

function isBucket(bucketName: string): string {
  if (!Token.isUnresolved(bucketName) && !BUCKET.test(bucketName)) {
    throw errors.badName('bucketName', bucketName, 'letters, digits, "-", "_" and "."');
  }
  return `target.bucket.name = '${bucketName}'`;
}

function anyOf(variable: string, values: readonly string[]): string {
  const tests = values.map((value) => `${variable} = '${value}'`);
  return tests.length === 1 ? (tests[0] ?? '') : `any {${tests.join(', ')}}`;
}
