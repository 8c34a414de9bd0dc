import { isIPv4, isIPv6 } from 'node:net';
import { errors } from './errors';

/** Families of addresses; a range never holds addresses of both. */
export type IpFamily = 4 | 6;

/** A range of addresses as the numbers of its first and last one. */
export interface IpRange {
  /** `4` or `6`. */
  readonly family: IpFamily;
  /** Number of the first address. */
  readonly first: bigint;
  /** Number of the last address. */
  readonly last: bigint;
}

/** How many bits an address has. */
export const ADDRESS_BITS: Readonly<Record<IpFamily, number>> = { 4: 32, 6: 128 };

/**
 * Reads `10.0.0.0/16`, as the API server does: bits outside of the mask are dropped.
 * @throws InvalidPolicyError if it cannot be read
 */
export function parseCidr(cidr: unknown): IpRange {
  const [address, mask, ...rest] = typeof cidr === 'string' ? cidr.split('/') : [];
  if (address === undefined || mask === undefined || rest.length > 0) throw errors.cidrUnreadable(cidr);
  const parsed = parseAddress(address);
  if (parsed === undefined || !/^\d{1,3}$/.test(mask) || Number(mask) > ADDRESS_BITS[parsed.family]) {
    throw errors.cidrUnreadable(cidr);
  }
  const hostBits = BigInt(ADDRESS_BITS[parsed.family] - Number(mask));
  const first = (parsed.value >> hostBits) << hostBits;
  return { family: parsed.family, first, last: first + (1n << hostBits) - 1n };
}

/** @returns family and number of the address, or nothing if it is none; IPv4 mapped into IPv6 is IPv4 */
export function parseAddress(text: string): { readonly family: IpFamily; readonly value: bigint } | undefined {
  if (isIPv4(text)) return { family: 4, value: joined(text.split('.').map(BigInt), 8n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const value = ipv6(text);
  return value >> 32n === 0xffffn ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

/** @returns the address in its usual text */
export function addressText(family: IpFamily, value: bigint): string {
  const [count, bits] = family === 4 ? [4, 8n] : [8, 16n];
  const groups = Array.from(
    { length: count },
    (_, index) => (value >> (bits * BigInt(count - 1 - index))) & ((1n << bits) - 1n),
  );
  return family === 4 ? groups.join('.') : canonical(groups.map((group) => group.toString(16)).join(':'));
}

/** Splits an interval of addresses into the CIDR ranges that make it up, largest first at each place. */
export function cidrsOf({ family, first, last }: IpRange): string[] {
  const cidrs: string[] = [];
  for (let start = first; start <= last;) {
    let hostBits = 0n;
    while (hostBits < BigInt(ADDRESS_BITS[family])) {
      const size = 1n << (hostBits + 1n);
      if (start % size !== 0n || start + size - 1n > last) break;
      hostBits += 1n;
    }
    cidrs.push(`${addressText(family, start)}/${ADDRESS_BITS[family] - Number(hostBits)}`);
    start += 1n << hostBits;
  }
  return cidrs;
}

/** The URL parser writes IPv6 as RFC 5952 wants it, and turns a dotted tail into groups. */
const canonical = (text: string): string => new URL(`http://[${text}]`).hostname.slice(1, -1);

const joined = (parts: readonly bigint[], bits: bigint): bigint =>
  parts.reduce((sum, part) => (sum << bits) | part, 0n);

function ipv6(text: string): bigint {
  const [head = '', tail] = canonical(text).split('::');
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill('0');
  return joined(
    [...groups(head), ...zeros, ...groups(tail)].map((group) => BigInt(`0x${group}`)),
    16n,
  );
}
