import { refusal, shownAddress } from '../redaction';

/** Every error of lib/platform: what is wrong, the value, what was expected and the fix. */

const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value);
const choices = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');

export const unknownKubernetesVersion = (value: string, allowed: readonly string[], nearest?: string): Error =>
  refusal(
    `unknown kubernetesVersion ${quoted(value)}, expected one of ${choices(allowed)}` +
      (nearest === undefined ? '' : `. Did you mean "${nearest}"?`),
  );

export const notInEnum = (property: string, value: unknown, allowed: readonly string[]): Error =>
  refusal(`unknown ${property} ${quoted(value)}, expected one of ${choices(allowed)}`);

export const networkPolicyEnforcerMissing = (allowed: readonly string[]): Error =>
  refusal(
    `networkPolicyEnforcer is missing, expected one of ${choices(allowed)}: without an enforcer a cluster accepts ` +
      `NetworkPolicies and ignores them. Install one and name it in Platform.kubernetes({ networkPolicyEnforcer })`,
  );

export const cidrMaskMissing = (value: string, suggestion: string): Error =>
  refusal(`CIDR mask is missing in ${quoted(value)}. Did you mean "${suggestion}"?`);

export const cidrUnparsable = (value: string): Error =>
  refusal(
    `CIDR ${quoted(value)} does not parse, expected an IPv4 or IPv6 network with its mask, like "10.0.0.0/16" or "fd00::/64"`,
  );

export const cidrMaskOutOfRange = (value: string, bits: number): Error =>
  refusal(`CIDR mask is out of range in ${quoted(value)}, expected a whole number from 0 to ${bits}`);

export const cidrHostBitsSet = (value: string, suggestion: string): Error =>
  refusal(`CIDR ${quoted(value)} has bits set outside of its mask. Did you mean "${suggestion}"?`);

export const cidrMappedIpv4 = (value: string): Error =>
  refusal(
    `CIDR ${quoted(value)} is an IPv4-mapped IPv6 network, which clusters read differently. Write the IPv4 network itself`,
  );

export const cidrHasNoSubnet = (value: string, prefixLength: number, index: number): Error =>
  refusal(
    `network ${value} has no subnet number ${index} with a mask of ${prefixLength} bits, expected a longer mask than its own, ` +
      `and a number below the count of such subnets`,
  );

export const notADnsSubdomain = (property: string, value: string): Error =>
  refusal(
    `${property} ${quoted(value)} is not a DNS-1123 subdomain, expected at most 253 lower-case letters, digits, "-" and ".", ` +
      `starting and ending with a letter or digit`,
  );

export const notADnsLabel = (property: string, value: string): Error =>
  refusal(
    `${property} ${quoted(value)} is not a DNS-1123 label, expected at most 63 lower-case letters, digits and "-", ` +
      `starting and ending with a letter or digit`,
  );

/** The value is left out on purpose: it may be the secret itself. */
export const badSecretName = (): Error =>
  refusal(
    `the name in a SecretRef (not shown) is not a DNS-1123 subdomain, expected at most 253 lower-case letters, digits, "-" and ".", ` +
      `starting and ending with a letter or digit. A SecretRef names a Secret and a key of it, never the value`,
  );

/** The value is left out on purpose: it may be the secret itself. */
export const badSecretKey = (): Error =>
  refusal(
    `the key in a SecretRef (not shown) is not valid, expected 1 to 253 letters, digits, "-", "_" and ".", ` +
      `not "." and not starting with "..". A SecretRef names a key of a Secret, never its value`,
  );

export const secretInSecretRef = (part: 'name' | 'key', credential: string): Error =>
  refusal(
    `the ${part} in a SecretRef is ${credential} (not shown). Revoke it, because it stands in your program, put the new one into ` +
      `a Secret of the cluster and name that: SecretRef.key('<secret name>', '<key>')`,
  );

/** The value is left out on purpose: it may be the secret itself. */
export const notASecretRef = (purpose: string, type: string): Error =>
  refusal(
    `the secret for ${purpose} is a ${type}, expected a SecretRef. Put the value into a Secret of the cluster and ` +
      `name it: SecretRef.key('<secret name>', '<key>')`,
  );

export const notAQualifiedName = (property: string, value: string): Error =>
  refusal(`${property} ${quoted(value)} is not a qualified name, expected "domain/name", like "nvidia.com/gpu"`);

export const badLabel = (property: string, key: string, value: string): Error =>
  refusal(
    `${property} has the label ${quoted(key)}: ${quoted(value)}, which Kubernetes refuses; expected a key "name" or "domain/name" ` +
      `and a value of at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit`,
  );

export const labelsEmpty = (property: string): Error =>
  refusal(`${property} is empty and would select every pod of the namespace, expected at least one label`);

export const badRegistryPrefix = (role: 'prefix' | 'target', value: string, why: string): Error =>
  refusal(
    `registryMirrors ${role} ${shownAddress(value)} ${why}, expected a registry host with an optional path, ` +
      `like "docker.io" or "registry.example.com/mirror"`,
  );

export const malformedRegion = (value: string): Error =>
  refusal(`region ${quoted(value)} is not an OCI region identifier, expected one like "eu-zurich-1"`);

export const unknownRegion = (value: string, nearest: string): Error =>
  refusal(
    `unknown region ${quoted(value)}. Did you mean "${nearest}"? ` +
      `If the region is newer than this library, pass allowUnknownRegion: true`,
  );

export const duplicateEntry = (property: string, value: string): Error =>
  refusal(`${property} lists ${quoted(value)} twice, expected each entry once`);

export const outputsUnreadable = (source: string, why: string): Error =>
  refusal(
    `Terraform outputs ${quoted(source)} cannot be read: ${why}. Write them with: terraform output -json > outputs.json`,
  );

export const outputsMalformed = (source: string, problems: readonly string[]): Error =>
  refusal(
    `Terraform outputs ${quoted(source)} are not those of an OkeFoundation:\n${problems.map((each) => `  - ${each}`).join('\n')}\n` +
      `Write them anew with: terraform output -json > outputs.json`,
  );

export const regionMissing = (): Error =>
  refusal('region is missing, expected one like "eu-zurich-1", or the cluster\'s outputs: PlatformOutputs.fromFile()');

export const contradictsOutputs = (property: string, value: string, output: string): Error =>
  refusal(
    `${property} ${quoted(value)} contradicts the cluster's outputs, which say ${quoted(output)}. Leave ${property} out, ` +
      `or write the outputs anew`,
  );
