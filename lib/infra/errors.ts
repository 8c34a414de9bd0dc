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
  sameRegion: (property: string, region: string) =>
    new Error(`${property} is ${quote(region)}, the region of the original; expected another region`),
  tooMany: (property: string, count: number, most: number) =>
    new Error(`${property} has ${count} entries; expected at most ${most}`),
};

function quote(text: string): string {
  return JSON.stringify(text);
}
