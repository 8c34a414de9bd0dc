import { errors } from './errors';
import { IntervalSet } from './interval-set';
import { ADDRESS_BITS, addressText, cidrsOf, type IpFamily, parseAddress, parseCidr } from './ip-range';

const FAMILIES: readonly IpFamily[] = [4, 6];

/** A set of addresses of both families. */
export class IpSet {
  static readonly NONE = new IpSet(IntervalSet.EMPTY, IntervalSet.EMPTY);
  static readonly ALL = IpSet.cidr('0.0.0.0/0').union(IpSet.cidr('::/0'));

  /**
   * @param except ranges in it that stay out
   * @throws InvalidPolicyError if a range cannot be read, or an exception is not strictly inside of the range
   */
  static cidr(cidr: string, except: readonly string[] = []): IpSet {
    const range = parseCidr(cidr);
    let addresses = IntervalSet.of(range.first, range.last);
    for (const each of except) {
      const hole = parseCidr(each);
      const inside = hole.family === range.family && range.first <= hole.first && hole.last <= range.last;
      if (!inside || hole.last - hole.first === range.last - range.first) throw errors.exceptOutside(each, cidr);
      addresses = addresses.subtract(IntervalSet.of(hole.first, hole.last));
    }
    return range.family === 4 ? new IpSet(addresses, IntervalSet.EMPTY) : new IpSet(IntervalSet.EMPTY, addresses);
  }

  private constructor(
    private readonly v4: IntervalSet,
    private readonly v6: IntervalSet,
  ) {}

  /** Whether no address is in it. */
  get isEmpty(): boolean {
    return this.v4.isEmpty && this.v6.isEmpty;
  }

  /** Whether the address is in it; what is no address is not. */
  has(address: string): boolean {
    const parsed = parseAddress(address);
    return parsed !== undefined && this.of(parsed.family).has(parsed.value);
  }

  /** @returns addresses of either */
  union(other: IpSet): IpSet {
    return new IpSet(this.v4.union(other.v4), this.v6.union(other.v6));
  }

  /** @returns addresses of both */
  intersect(other: IpSet): IpSet {
    return new IpSet(this.v4.intersect(other.v4), this.v6.intersect(other.v6));
  }

  /** @returns addresses of this one that the other lacks */
  subtract(other: IpSet): IpSet {
    return new IpSet(this.v4.subtract(other.v4), this.v6.subtract(other.v6));
  }

  /** An address of the largest interval: a witness that the set is not empty. */
  get example(): string | undefined {
    for (const family of FAMILIES) {
      const [interval] = [...this.of(family).intervals].sort((a, b) => (a.last - a.first > b.last - b.first ? -1 : 1));
      // the first address of a network is seldom a host's
      if (interval) return addressText(family, interval.first < interval.last ? interval.first + 1n : interval.first);
    }
    return undefined;
  }

  /** The ranges that make it up, at most a few: `10.0.0.0/8, fd00::/8 and 3 more`. */
  toString(): string {
    const all = FAMILIES.flatMap((family) =>
      this.of(family).intervals.map(({ first, last }) => {
        const cidrs =
          last - first === (1n << BigInt(ADDRESS_BITS[family])) - 1n
            ? [`${addressText(family, 0n)}/0`]
            : cidrsOf({ family, first, last });
        return cidrs.length <= 2 ? cidrs.join(', ') : `${addressText(family, first)} to ${addressText(family, last)}`;
      }),
    );
    const shown = all.slice(0, 4).join(', ');
    return all.length > 4 ? `${shown} and ${all.length - 4} more` : shown || 'no address';
  }

  private of(family: IpFamily): IntervalSet {
    return family === 4 ? this.v4 : this.v6;
  }
}
