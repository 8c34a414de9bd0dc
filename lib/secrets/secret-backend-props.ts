/** How the External Secrets Operator works. */
export interface ExternalSecretsOptions {
  /**
   * Minutes from one look at the provider to the next, 15 to 1440.
   * @default 60
   */
  readonly refreshMinutes?: number;
}

/** Which vault the CSI driver reads. */
export interface SecretsStoreCsiProps {
  /** OCID of the vault; its region is a setting of the driver. */
  readonly vaultId: string;
}
