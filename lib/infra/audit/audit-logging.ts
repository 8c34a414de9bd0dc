import { Construct } from 'constructs';
import { DataOciObjectstorageNamespace } from '../bindings/data-oci-objectstorage-namespace';
import { IdentityPolicy } from '../bindings/identity-policy';
import { LoggingLogGroup } from '../bindings/logging-log-group';
import { ObjectstorageBucket } from '../bindings/objectstorage-bucket';
import { SchServiceConnector } from '../bindings/sch-service-connector';
import { HomeRegion } from '../identity/home-region';
import { Ocid } from '../ocid';
import { requireOciRegion } from '../../platform/oci-region';
import { requireResourceName } from '../resource-name';
import { installTerraformChecks } from '../rules/terraform-checks';
import { requireWhole } from '../whole-number';

/** What the keeping of audit records needs. */
export interface AuditLoggingProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** Region of the bucket. */
  readonly region: string;
  /** OCID of the AES key that encrypts the records. */
  readonly kmsKeyId: string;
  /**
   * Part of every name.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Days that nobody can change or delete a record, not even an administrator of the bucket.
   * @default 365
   */
  readonly retentionDays?: number;
  /**
   * From when on the retention can only be made longer, at least 14 days from now, as RFC 3339. It cannot be taken back.
   * @default - an administrator may end the retention
   */
  readonly retentionLockedFrom?: string;
  /**
   * Whether a plan that would delete the bucket fails.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** Name of OCI Audit's records as a log group, in any compartment. */
const OCI_AUDIT = '_Audit';

/**
 * Keeps what happened longer than the logs do: a connector copies the log group (flow logs and control-plane logs) and OCI Audit into
 * a bucket whose objects nobody can delete. The stack needs a `HomeRegion`.
 */
export class AuditLogging extends Construct {
  /** OCID of the log group, for whatever logs. */
  public readonly logGroupId: string;
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** The bucket's Terraform resource, for what this class leaves out. */
  public readonly bucket: ObjectstorageBucket;

  /** @throws if an OCID, region, name or number cannot be read, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: AuditLoggingProps) {
    super(scope, id);
    installTerraformChecks(this);
    const compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    const name = requireResourceName('name', props.name ?? id);
    const region = requireOciRegion(props.region, false);
    this.bucketName = `${name}-records`;
    this.logGroupId = new LoggingLogGroup(this, 'log-group', { compartmentId, displayName: name }).id;

    const policy = new IdentityPolicy(this, 'policy', {
      provider: HomeRegion.of(this).provider,
      compartmentId,
      name: `${name}-records`,
      description: 'Lets the connector write audit records, and Object Storage encrypt them',
      statements: [
        `Allow any-user to manage objects in compartment id ${compartmentId} where all {request.principal.type = 'serviceconnector', ` +
          `request.principal.compartment.id = '${compartmentId}', target.bucket.name = '${this.bucketName}'}`,
        `Allow service objectstorage-${region} to use keys in compartment id ${compartmentId} where target.key.id = ` +
          `'${Ocid.require('kmsKeyId', props.kmsKeyId, 'key')}'`,
      ],
    });
    this.bucket = new ObjectstorageBucket(this, 'records', {
      compartmentId,
      name: this.bucketName,
      namespace: new DataOciObjectstorageNamespace(this, 'namespace', { compartmentId }).namespace,
      accessType: 'NoPublicAccess',
      kmsKeyId: props.kmsKeyId,
      objectEventsEnabled: true,
      // OCI refuses retention rules on a bucket with versions; objects that cannot be overwritten need none.
      versioning: 'Disabled',
      retentionRules: [
        {
          displayName: 'audit-records',
          duration: {
            timeAmount: String(requireWhole('retentionDays', props.retentionDays ?? 365, 1, 36500, 'days')),
            timeUnit: 'DAYS',
          },
          timeRuleLocked: props.retentionLockedFrom,
        },
      ],
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
      dependsOn: [policy],
    });
    new SchServiceConnector(this, 'connector', {
      compartmentId,
      displayName: `${name}-records`,
      source: {
        kind: 'logging',
        logSources: [
          { compartmentId, logGroupId: this.logGroupId },
          { compartmentId, logGroupId: OCI_AUDIT },
        ],
      },
      target: {
        kind: 'objectStorage',
        compartmentId,
        namespace: this.bucket.namespace,
        bucket: this.bucket.name,
        batchRolloverSizeInMbs: 100,
        batchRolloverTimeInMs: 420_000,
      },
      dependsOn: [policy],
    });
  }
}
