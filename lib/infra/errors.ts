import { refusal, shownAddress } from '../redaction';

/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  /** The value is left out on purpose: whoever mixes two fields up may have put a password here. */
  notAnOcid: (property: string) =>
    refusal(
      `${property} is no OCID (what it is instead is not shown); expected ocid1.<type>.<realm>.[region].<unique id>, as the console and "oci" print it`,
    ),
  wrongOcidType: (property: string, value: string, found: string, expected: readonly string[]) =>
    refusal(
      `${property} ${quote(value)} is the OCID of a ${found}; expected that of a ${expected.join(' or a ')}, so look it up there`,
    ),
  homeRegionMissing: (path: string) =>
    refusal(
      `${path} writes to IAM, which only the tenancy's home region accepts, and the stack does not say which that is; ` +
        `add new HomeRegion(stack, 'home-region', { tenancyId }) before it`,
    ),
  homeRegionTwice: (path: string, first: string) =>
    refusal(`${path} is a second home region of the stack after ${first}; a tenancy has one, so remove either`),
  outOfRange: (property: string, value: number, low: number, high: number, unit: string) =>
    refusal(`${property} ${value} is not allowed; expected a whole number of ${unit} from ${low} to ${high}`),
  badName: (property: string, value: string, expected: string) =>
    refusal(`${property} ${quote(value)} is not allowed; expected ${expected}`),
  listEmpty: (property: string, expected: string) => refusal(`${property} is empty; expected ${expected}`),
  duplicate: (property: string, value: string) =>
    refusal(`${property} lists ${quote(value)} twice; expected each entry once`),
  replicaNeedsPrivateVault: (path: string, region: string) =>
    refusal(
      `${path} is a shared vault and cannot be replicated to ${quote(region)}; ` +
        `leave vaultType at VaultType.VIRTUAL_PRIVATE or remove replicaRegion`,
    ),
  replicaKeyMissing: (path: string, region: string) =>
    refusal(
      `${path} has a copy in ${quote(region)} and no key for it, and keys do not leave their region; set replicaKmsKeyId to a key there`,
    ),
  sameRegion: (property: string, region: string) =>
    refusal(`${property} is ${quote(region)}, the region of the original; expected another region`),
  notAVersion: (value: string) =>
    refusal(`Kubernetes version ${quote(value)} cannot be read; expected one like "1.36" or "1.36.1"`),
  patchMissing: (value: string, known: readonly string[]) =>
    refusal(
      `Kubernetes version ${quote(value)} has no patch, and the newest is known only of ${known.join(', ')}; write it in full`,
    ),
  badTaint: (part: string, value: string) =>
    refusal(
      `taint ${part} ${quote(value)} is not allowed; expected what Kubernetes takes, in letters, digits, "-", "_", "." and "/"`,
    ),
  badLabel: (part: string, value: string) =>
    refusal(
      `node label ${part} ${quote(value)} is not allowed; expected what Kubernetes takes, in letters, digits, "-", "_", "." and "/"`,
    ),
  badImageName: (value: string) =>
    refusal(
      `image ${quote(value)} is not named like one of OKE's, "Oracle-Linux-8.10-2026.08.31-0-OKE-1.36.1-1400"; ` +
        `name one of "oci ce node-pool-options get", or give its OCID: NodeImage.ocid('…')`,
    ),
  badIssuer: (value: string) =>
    refusal(`issuer ${shownAddress(value)} is not an https URL; expected one like "https://login.example.com/realm"`),
  oidcPrefixEmpty: () =>
    refusal(
      'a prefix of the identity provider\'s users or groups is empty, so its tokens could name "system:masters"; expected one like "oidc:"',
    ),
  calicoPartMissing: (part: string) =>
    refusal(
      `the manifest has no ${part}; expected manifests/calico-policy-only.yaml of the release that calicoRelease() names, unedited`,
    ),
  notPositive: (property: string, value: number, unit: string) =>
    refusal(`${property} ${value} is not allowed; expected a number of ${unit} above 0`),
  badPort: (property: string, value: number) =>
    refusal(`${property} ${value} is no TCP port; expected a whole number from 1 to 65535`),
  servicesRange: (cidr: string, widest: number, narrowest: number) =>
    refusal(
      `servicesCidr ${cidr} is not a network that Kubernetes takes for Services; expected an IPv4 network with a mask from /${widest} to /${narrowest}, such as 10.96.0.0/16`,
    ),
  noSubnet: (path: string, name: string) => refusal(`${path} has no subnet ${quote(name)}; set database: true`),
  logRetention: (days: number, allowed: readonly number[]) =>
    refusal(`logs cannot be kept for ${days} days; expected one of ${allowed.join(', ')}`),
  tagTooLong: (tag: string, length: number, longest: number) =>
    refusal(`${tag} has a value of ${length} characters; expected at most ${longest}`),
  tooMany: (property: string, count: number, most: number) =>
    refusal(`${property} has ${count} entries; expected at most ${most}`),
};

function quote(text: string): string {
  return JSON.stringify(text);
}
