import { MySqlDatabase } from '../../../lib/infra/storage/mysql-database';
import { type MySqlDatabaseProps } from '../../../lib/infra/storage/mysql-database-props';
import { accepted, COMPARTMENT, emptyStack, KEY, ofType } from '../synthesized';

const PROPS: MySqlDatabaseProps = {
  compartmentId: COMPARTMENT,
  availabilityDomain: 'Uocm:EU-ZURICH-1-AD-1',
  subnetId: 'ocid1.subnet.oc1.eu-zurich-1.aaaa',
  nsgIds: ['ocid1.networksecuritygroup.oc1.eu-zurich-1.aaaa'],
  shapeName: 'MySQL.2',
  kmsKeyId: KEY,
  backupId: 'ocid1.mysqlbackup.oc1.eu-zurich-1.aaaa',
};

function databaseWith(props: Partial<MySqlDatabaseProps> = {}): ReturnType<typeof emptyStack> {
  const stack = emptyStack();
  new MySqlDatabase(stack, 'metadata', { ...PROPS, ...props });
  return stack;
}

describe('MySqlDatabase', () => {
  it('starts from a backup, because a password in Terraform ends in the state', () => {
    const [database] = ofType(accepted(databaseWith()), 'oci_mysql_mysql_db_system');
    expect(database.source).toEqual({ source_type: 'BACKUP', backup_id: PROPS.backupId });
    expect(JSON.stringify(database)).not.toMatch(/admin_(?:password|username)/);
  });

  it('has a key of the vault, backups, instances that stand by, and cannot be deleted by a plan', () => {
    expect(
      ofType(accepted(databaseWith({ backupCopyRegion: 'eu-frankfurt-1' })), 'oci_mysql_mysql_db_system'),
    ).toMatchObject([
      {
        encrypt_data: { key_generation_type: 'BYOK', key_id: KEY },
        is_highly_available: true,
        backup_policy: {
          retention_in_days: 14,
          pitr_policy: { is_enabled: true },
          copy_policies: [{ copy_to_region: 'eu-frankfurt-1' }],
        },
        deletion_policy: [{ is_delete_protected: true, final_backup: 'REQUIRE_FINAL_BACKUP' }],
      },
    ]);
  });

  it.each<[string, Partial<MySqlDatabaseProps>, string]>([
    ['a backup that is none', { backupId: KEY }, 'expected that of a mysqlbackup'],
    ['a shape that is none', { shapeName: 'small' }, 'shapeName "small" is not allowed'],
    ['no security group', { nsgIds: [] }, 'nsgIds is empty'],
    ['backups kept for a year', { backupRetentionDays: 365 }, 'from 1 to 35'],
    ['a subnet that is none', { subnetId: COMPARTMENT }, 'expected that of a subnet'],
  ])('refuses %s', (_, props, message) => {
    expect(() => databaseWith(props)).toThrow(message);
  });
});
