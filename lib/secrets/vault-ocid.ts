import { errors } from './errors';

/** `ocid1.vault.<realm>.<region>.<vault>.<unique id>`. */
const VAULT_OCID = /^ocid1\.vault\.oc\d+\.[a-z0-9-]+\.[a-z0-9._-]+$/;

/**
 * @returns the identifier
 * @throws if it is not that of a vault
 */
export function requireVaultOcid(vaultId: string): string {
  if (!VAULT_OCID.test(vaultId)) throw errors.notAVaultOcid();
  return vaultId;
}
