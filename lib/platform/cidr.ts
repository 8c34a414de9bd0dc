import { isIPv4, isIPv6 } from 'node:net';
import {
  cidrHasNoSubnet,
  cidrHostBitsSet,
  cidrMappedIpv4,
  cidrMaskMissing,
  cidrMaskOutOfRange,
  cidrUnparsable,
} from './errors';

/** A network in CIDR notation, IPv4 or IPv6, in its canonical form: lower case, shortest text, no bits outside of the mask. */
export class Cidr {
  /**
   * Reads a network like `10.0.0.0/16` or `fd00::/64`.
   * @throws if it does not parse, has no mask, has bits set outside of the mask, or maps IPv4 into IPv6
   */
  public static parse(text: string): Cidr {
    const [address, mask, ...rest] = String(text).split('/') as [string, string?, ...string[]];
    const ipVersion = isIPv4(address) ? 4 : isIPv6(address) && !address.includes('%') ? 6 : undefined;
    if (ipVersion === undefined || rest.length > 0) throw cidrUnparsable(text);
    const bits = ipVersion === 4 ? 32 : 128;
    if (mask === undefined || mask === '') throw cidrMaskMissing(text, `${address}/${bits}`);
    const prefixLength = Number(mask);
    if (!/^(0|[1-9]\d{0,2})$/.test(mask) || prefixLength > bits) throw cidrMaskOutOfRange(text, bits);

    const first = ipVersion === 4 ? ipv4ToNumber(address) : ipv6ToNumber(address);
    if (ipVersion === 6 && first >> 32n === 0xffffn) throw cidrMappedIpv4(text);
    const hostBits = BigInt(bits - prefixLength);
    const network = (first >> hostBits) << hostBits;
    const networkText = ipVersion === 4 ? ipv4ToText(network) : ipv6ToText(network);
    if (network !== first) throw cidrHostBitsSet(text, `${networkText}/${prefixLength}`);
    return new Cidr(ipVersion, prefixLength, networkText, network, network + (1n << hostBits) - 1n);
  }

  private constructor(
    /** `4` or `6`. */
    public readonly ipVersion: number,
    /** Length of the mask in bits. */
    public readonly prefixLength: number,
    /** The network's address in canonical text. */
    public readonly networkAddress: string,
    private readonly first: bigint,
    private readonly last: bigint,
  ) {}

  /** Whether every address of the other network is in this one. */
  public contains(other: Cidr): boolean {
    return this.ipVersion === other.ipVersion && this.first <= other.first && other.last <= this.last;
  }

  /** Whether some address is in both networks. */
  public overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** Number of addresses in the network. */
  public get addresses(): number {
    return Number(this.last - this.first + 1n);
  }

  /**
   * One of the networks that this one divides into: `10.0.0.0/16` has 256 of length 24, and number 1 is `10.0.1.0/24`.
   * @param prefixLength length of the wanted network's mask in bits
   * @param index from 0
   * @throws if there is no such network
   */
  public subnet(prefixLength: number, index: number): Cidr {
    const bits = this.ipVersion === 4 ? 32 : 128;
    const within = Number.isInteger(prefixLength) && prefixLength >= this.prefixLength && prefixLength <= bits;
    if (!within || !Number.isInteger(index) || index < 0 || index >= 2 ** (prefixLength - this.prefixLength)) {
      throw cidrHasNoSubnet(this.toString(), prefixLength, index);
    }
    const size = 1n << BigInt(bits - prefixLength);
    const first = this.first + BigInt(index) * size;
    const address = this.ipVersion === 4 ? ipv4ToText(first) : ipv6ToText(first);
    return new Cidr(this.ipVersion, prefixLength, address, first, first + size - 1n);
  }

  /** Whether both are the same network. */
  public equals(other: Cidr): boolean {
    return this.toString() === other.toString();
  }

  /** `<address>/<mask>` in canonical form. */
  public toString(): string {
    return `${this.networkAddress}/${this.prefixLength}`;
  }
}

/** Of the parts, most significant first, each `bits` wide. */
const joined = (parts: readonly bigint[], bits: bigint): bigint =>
  parts.reduce((sum, part) => (sum << bits) | part, 0n);

/** The parts of a number, most significant first, each `bits` wide. */
const split = (value: bigint, count: number, bits: number): bigint[] =>
  Array.from(
    { length: count },
    (_, index) => (value >> BigInt(bits * (count - 1 - index))) & ((1n << BigInt(bits)) - 1n),
  );

const ipv4ToNumber = (text: string): bigint => joined(text.split('.').map(BigInt), 8n);
const ipv4ToText = (value: bigint): string => split(value, 4, 8).join('.');

/** The URL parser writes IPv6 as RFC 5952 wants it, and turns a dotted tail into groups. */
const canonicalIpv6 = (text: string): string => new URL(`http://[${text}]`).hostname.slice(1, -1);

function ipv6ToNumber(text: string): bigint {
  const [head, tail] = canonicalIpv6(text).split('::') as [string, string?];
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill('0');
  return joined(
    [...groups(head), ...zeros, ...groups(tail)].map((group) => BigInt(`0x${group}`)),
    16n,
  );
}

const ipv6ToText = (value: bigint): string =>
  canonicalIpv6(
    split(value, 8, 16)
      .map((group) => group.toString(16))
      .join(':'),
  );
