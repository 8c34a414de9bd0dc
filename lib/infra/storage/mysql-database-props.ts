/** What makes a database. */
export interface MySqlDatabaseProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** Availability domain of the instance that takes writes, for example `Uocm:EU-ZURICH-1-AD-1`. */
  readonly availabilityDomain: string;
  /** OCID of a private subnet. */
  readonly subnetId: string;
  /** OCIDs of the network security groups of the database. */
  readonly nsgIds: readonly string[];
  /** Shape, for example `MySQL.2`. */
  readonly shapeName: string;
  /** OCID of the AES key that encrypts the data. */
  readonly kmsKeyId: string;
  /** OCID of the backup that the database starts from. Its administrator's password is the one that the backup was made with. */
  readonly backupId: string;
  /**
   * Name in the console.
   * @default - the id of the construct
   */
  readonly displayName?: string;
  /**
   * Whether two more instances stand by in other domains.
   * @default true
   */
  readonly highlyAvailable?: boolean;
  /**
   * Days that automatic backups are kept, 1 to 35.
   * @default 14
   */
  readonly backupRetentionDays?: number;
  /**
   * Another region that backups are copied to.
   * @default - no copy
   */
  readonly backupCopyRegion?: string;
}
