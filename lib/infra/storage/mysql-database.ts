import { Construct } from 'constructs';
import { requireOciRegion } from '../../platform/oci-region';
import { MysqlMysqlDbSystem } from '../bindings/mysql-mysql-db-system';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { installTerraformChecks } from '../rules/terraform-checks';
import { requireWhole } from '../whole-number';
import { type MySqlDatabaseProps } from './mysql-database-props';

/** `MySQL.2`, and the older form with the machine's own shape in it. */
const SHAPE = /^(?:MySQL|VM|BM)(?:\.[A-Za-z0-9_-]+)+$/;

/**
 * A private MySQL database, for the metadata of Kubeflow Pipelines. Terraform's argument for the administrator's password ends in
 * the state for all to read who may plan, so there is none here: the database starts from a backup of an empty one, which a person
 * makes once with a password that only the vault keeps. OCI wants a statement of IAM that lets MySQL use the key; it depends on the
 * tenancy and is not written here.
 */
export class MySqlDatabase extends Construct {
  /** OCID of the database. */
  public readonly databaseId: string;
  /** Address that takes writes. */
  public readonly ipAddress: string;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: MysqlMysqlDbSystem;

  /** @throws if an OCID or a region is none, a number is out of range, or there is no security group */
  public constructor(scope: Construct, id: string, props: MySqlDatabaseProps) {
    super(scope, id);
    installTerraformChecks(this);
    if (props.nsgIds.length === 0) throw errors.listEmpty('nsgIds', 'the security group of the database');
    if (!SHAPE.test(props.shapeName)) {
      throw errors.badName('shapeName', props.shapeName, 'the name of a shape for MySQL, such as "MySQL.2"');
    }
    this.resource = new MysqlMysqlDbSystem(this, 'database', {
      compartmentId: Ocid.requireCompartment('compartmentId', props.compartmentId),
      availabilityDomain: props.availabilityDomain,
      subnetId: Ocid.require('subnetId', props.subnetId, 'subnet'),
      nsgIds: props.nsgIds.map((nsgId) => Ocid.require('nsgIds', nsgId, 'networksecuritygroup')),
      shapeName: props.shapeName,
      displayName: props.displayName ?? id,
      isHighlyAvailable: props.highlyAvailable ?? true,
      source: { sourceType: 'BACKUP', backupId: Ocid.require('backupId', props.backupId, 'mysqlbackup') },
      encryptData: { keyGenerationType: 'BYOK', keyId: Ocid.require('kmsKeyId', props.kmsKeyId, 'key') },
      secureConnections: { certificateGenerationType: 'SYSTEM' },
      backupPolicy: {
        isEnabled: true,
        retentionInDays: requireWhole('backupRetentionDays', props.backupRetentionDays ?? 14, 1, 35, 'days'),
        pitrPolicy: { isEnabled: true },
        softDelete: 'ENABLED',
        copyPolicies:
          props.backupCopyRegion === undefined
            ? undefined
            : [{ copyToRegion: requireOciRegion(props.backupCopyRegion, false) }],
      },
      deletionPolicy: [
        { isDeleteProtected: true, finalBackup: 'REQUIRE_FINAL_BACKUP', automaticBackupRetention: 'RETAIN' },
      ],
    });
    this.databaseId = this.resource.id;
    this.ipAddress = this.resource.ipAddress;
  }
}
