import { refusal, shownAddress } from '../redaction';

/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  refreshOutOfRange: (minutes: number) =>
    refusal(
      `refreshMinutes ${minutes} is not allowed; expected a whole number from 15 to 1440, because every refresh asks the vault and vaults limit how often they answer`,
    ),
  /** The value is left out on purpose: it may be the password of something. */
  notAVaultOcid: () =>
    refusal(
      `vaultId is no vault (what it is instead is not shown); expected an OCID such as "ocid1.vault.oc1.eu-zurich-1.…", as the Terraform outputs give it`,
    ),
  notHttps: (server: string) =>
    refusal(
      `the vault's server ${shownAddress(server)} is not allowed; expected an https:// address, without path or user`,
    ),
  badName: (what: string, value: string, expected: string) =>
    refusal(`${what} ${quote(value)} is not allowed; expected ${expected}`),
  notProvided: (secret: string, zone: string, backend: string, fix: string, path: string) =>
    refusal(`secret ${secret}, which a workload of zone ${zone} reads, is not in ${backend}; ${fix} [${path}]`),
  notSynced: (secrets: readonly string[], zone: string, path: string) =>
    refusal(
      `zone ${zone} has no SyncedSecrets, but its workloads read ${secrets.join(', ')}; declare one in the zone, with SecretBackend.existing() if somebody else makes the Secrets [${path}]`,
    ),
  syncedTwice: (zone: string, path: string) =>
    refusal(`zone ${zone} has SyncedSecrets already; declare one for each zone [${path}]`),
  environmentNeedsSecret: (secret: string, zone: string, path: string) =>
    refusal(
      `secret ${secret} stands in the environment of a workload of zone ${zone}, but the CSI driver makes files only; mount it with Mount.secretFile, or choose SecretBackend.externalSecrets [${path}]`,
    ),
  rangesMissing: (what: string, path: string) =>
    refusal(`${what} is empty, so the operator could reach nothing; name at least one range [${path}]`),
};

const quote = (text: string): string => JSON.stringify(text);
