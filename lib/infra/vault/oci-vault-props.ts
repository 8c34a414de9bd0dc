import { type SecretRef } from '../../platform';
import { type VaultType } from './vault-type';

/** Where a copy of every secret of a vault is kept. */
export interface SecretReplica {
  /** Region of the copy. */
  readonly region: string;
  /** OCID of a vault in that region. */
  readonly vaultId: string;
  /** OCID of an AES key in that vault. */
  readonly keyId: string;
}

/** What a secret of a vault is like. */
export interface VaultSecretOptions {
  /**
   * Characters of the value that the vault makes up, 16 to 128.
   * @default 32
   */
  readonly length?: number;
  /**
   * Days after which a value counts as expired, 1 to 90. It can still be read then, but the vault says so.
   * @default - values do not expire
   */
  readonly expiresAfterDays?: number;
}

/** What makes a vault. */
export interface OciVaultProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /**
   * Name in the console.
   * @default - the id of the construct
   */
  readonly displayName?: string;
  /**
   * How the vault is kept.
   * @default VaultType.VIRTUAL_PRIVATE
   */
  readonly vaultType?: VaultType;
  /**
   * Days from one version of a key to the next, 60 to 365; only in a virtual private vault.
   * @default 90
   */
  readonly keyRotationDays?: number;
  /**
   * Secrets to make, as the workloads reference them.
   * @default - none yet; `secret()` adds them
   */
  readonly secrets?: readonly SecretRef[];
  /**
   * Region that the vault and its keys are replicated to; only a virtual private vault can be.
   * @default - not replicated
   */
  readonly replicaRegion?: string;
  /**
   * Where copies of the secrets are kept, at most 3.
   * @default - nowhere else
   */
  readonly secretReplicas?: readonly SecretReplica[];
  /**
   * Whether a plan that would delete the vault or a key fails.
   * @default true
   */
  readonly deletionProtection?: boolean;
}
