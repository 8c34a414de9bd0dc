/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  notAnOcid: (property: string, value: string) =>
    new Error(
      `${property} ${quote(value)} is no OCID; expected ocid1.<type>.<realm>.[region].<unique id>, as the console and "oci" print it`,
    ),
  wrongOcidType: (property: string, value: string, found: string, expected: readonly string[]) =>
    new Error(
      `${property} ${quote(value)} is the OCID of a ${found}; expected that of a ${expected.join(' or a ')}, so look it up there`,
    ),
  homeRegionMissing: (path: string) =>
    new Error(
      `${path} writes to IAM, which only the tenancy's home region accepts, and the stack does not say which that is; ` +
        `add new HomeRegion(stack, 'home-region', { tenancyId }) before it`,
    ),
  homeRegionTwice: (path: string, first: string) =>
    new Error(`${path} is a second home region of the stack after ${first}; a tenancy has one, so remove either`),
  outOfRange: (property: string, value: number, low: number, high: number, unit: string) =>
    new Error(`${property} ${value} is not allowed; expected a whole number of ${unit} from ${low} to ${high}`),
  badName: (property: string, value: string, expected: string) =>
    new Error(`${property} ${quote(value)} is not allowed; expected ${expected}`),
  listEmpty: (property: string, expected: string) => new Error(`${property} is empty; expected ${expected}`),
  duplicate: (property: string, value: string) =>
    new Error(`${property} lists ${quote(value)} twice; expected each entry once`),
  replicaNeedsPrivateVault: (path: string, region: string) =>
    new Error(
      `${path} is a shared vault and cannot be replicated to ${quote(region)}; ` +
        `leave vaultType at VaultType.VIRTUAL_PRIVATE or remove replicaRegion`,
    ),
  replicaKeyMissing: (path: string, region: string) =>
    new Error(
      `${path} has a copy in ${quote(region)} and no key for it, and keys do not leave their region; set replicaKmsKeyId to a key there`,
    ),
  sameRegion: (property: string, region: string) =>
    new Error(`${property} is ${quote(region)}, the region of the original; expected another region`),
  notAVersion: (value: string) =>
    new Error(`Kubernetes version ${quote(value)} cannot be read; expected one like "1.36" or "1.36.1"`),
  patchMissing: (value: string, known: readonly string[]) =>
    new Error(
      `Kubernetes version ${quote(value)} has no patch, and the newest is known only of ${known.join(', ')}; write it in full`,
    ),
  badTaint: (part: string, value: string) =>
    new Error(
      `taint ${part} ${quote(value)} is not allowed; expected what Kubernetes takes, in letters, digits, "-", "_", "." and "/"`,
    ),
  badLabel: (part: string, value: string) =>
    new Error(
      `node label ${part} ${quote(value)} is not allowed; expected what Kubernetes takes, in letters, digits, "-", "_", "." and "/"`,
    ),
  badImageName: (value: string) =>
    new Error(
      `image ${quote(value)} is not named like one of OKE's, "Oracle-Linux-8.10-2026.08.31-0-OKE-1.36.1-1400"; ` +
        `name one of "oci ce node-pool-options get", or give its OCID: NodeImage.ocid('…')`,
    ),
  badIssuer: (value: string) =>
    new Error(`issuer ${quote(value)} is not an https URL; expected one like "https://login.example.com/realm"`),
  oidcPrefixEmpty: () =>
    new Error(
      'a prefix of the identity provider\'s users or groups is empty, so its tokens could name "system:masters"; expected one like "oidc:"',
    ),
  calicoPartMissing: (part: string) =>
    new Error(
      `the manifest has no ${part}; expected manifests/calico-policy-only.yaml of the release that calicoRelease() names, unedited`,
    ),
  noSubnet: (path: string, name: string) => new Error(`${path} has no subnet ${quote(name)}; set database: true`),
  logRetention: (days: number, allowed: readonly number[]) =>
    new Error(`logs cannot be kept for ${days} days; expected one of ${allowed.join(', ')}`),
  tooMany: (property: string, count: number, most: number) =>
    new Error(`${property} has ${count} entries; expected at most ${most}`),
};

function quote(text: string): string {
  return JSON.stringify(text);
}
