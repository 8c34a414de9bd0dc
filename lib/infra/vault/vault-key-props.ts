import { type KmsVault } from '../bindings/kms-vault';

/** What a key is for. */
export enum KeyUse {
  /** Encrypts: AES with 256 bits. */
  ENCRYPTION = 'encryption',
  /** Signs container images: RSA with 4096 bits, the only kind that OKE's image policy reads. */
  SIGNING = 'signing',
}

/** What makes a key of a vault. */
export interface VaultKeyProps {
  /** The vault that holds the key. */
  readonly vault: KmsVault;
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** Name in the console. */
  readonly displayName: string;
  /** What the key is for. */
  readonly use: KeyUse;
  /**
   * Days from one version of the key to the next, 60 to 365.
   * @default - the key does not rotate by itself
   */
  readonly rotationDays?: number;
  /** Whether a plan that would delete the key fails: what it encrypted could not be read again. */
  readonly deletionProtection: boolean;
}
