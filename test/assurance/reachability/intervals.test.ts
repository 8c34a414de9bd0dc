import fc from 'fast-check';
import { addressText, cidrsOf, parseAddress, parseCidr } from '../../../lib/assurance/reachability/ip-range';
import { IntervalSet } from '../../../lib/assurance/reachability/interval-set';
import { IpSet } from '../../../lib/assurance/reachability/ip-set';
import { PortSet } from '../../../lib/assurance/reachability/port-set';

const LAST = 30;
const set = fc
  .array(fc.tuple(fc.nat(LAST), fc.nat(LAST)), { maxLength: 4 })
  .map((pairs) =>
    pairs.reduce(
      (all, [a, b]) => all.union(IntervalSet.of(BigInt(Math.min(a, b)), BigInt(Math.max(a, b)))),
      IntervalSet.EMPTY,
    ),
  );
const members = (numbers: IntervalSet): number[] =>
  Array.from({ length: LAST + 1 }, (_, n) => n).filter((n) => numbers.has(BigInt(n)));

describe('a set of intervals', () => {
  test('is united, intersected and subtracted number by number', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [inA, inB] = [new Set(members(a)), new Set(members(b))];
        expect(members(a.union(b))).toEqual([...new Set([...inA, ...inB])].sort((x, y) => x - y));
        expect(members(a.intersect(b))).toEqual([...inA].filter((n) => inB.has(n)));
        expect(members(a.subtract(b))).toEqual([...inA].filter((n) => !inB.has(n)));
        expect(a.isEmpty).toBe(inA.size === 0);
      }),
    );
  });

  test('joins what touches', () => {
    expect(IntervalSet.of(1n, 2n).union(IntervalSet.of(3n, 4n)).intervals).toEqual([{ first: 1n, last: 4n }]);
  });
});

describe('a set of ports', () => {
  test('keeps protocols apart', () => {
    const dns = PortSet.single('UDP', 53);
    expect(dns.has({ protocol: 'UDP', port: 53 })).toBe(true);
    expect(dns.has({ protocol: 'TCP', port: 53 })).toBe(false);
    expect(PortSet.ALL.subtract(PortSet.of('TCP')).toString()).toBe('UDP/* SCTP/*');
  });

  test('says what is in it', () => {
    expect(PortSet.NONE.toString()).toBe('no port');
    expect(PortSet.ALL.toString()).toBe('every port');
    expect(PortSet.of('TCP', 8000, 8010).union(PortSet.single('UDP', 53)).toString()).toBe('TCP/8000-8010 UDP/53');
    expect(PortSet.of('TCP', 1, 1).toString()).toBe('TCP/1');
    expect(PortSet.of('TCP', 5, 4).isEmpty).toBe(true);
  });
});

describe('a set of addresses', () => {
  test('keeps families apart', () => {
    expect(IpSet.cidr('0.0.0.0/0').has('::1')).toBe(false);
    expect(IpSet.cidr('::/0').has('10.0.0.1')).toBe(false);
    expect(IpSet.ALL.has('10.0.0.1') && IpSet.ALL.has('::1')).toBe(true);
    expect(IpSet.ALL.has('no address')).toBe(false);
  });

  test('leaves its exceptions out', () => {
    const range = IpSet.cidr('10.0.0.0/8', ['10.1.0.0/16', '10.2.3.4/32']);
    expect(['10.0.0.1', '10.1.2.3', '10.2.3.4', '10.2.3.5'].map((address) => range.has(address))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('drops bits outside of the mask, as the API server does', () => {
    expect(IpSet.cidr('10.0.0.77/24').toString()).toBe('10.0.0.0/24');
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '', '10.0.0.0/8/8', 'fe80::1%eth0/64', '10.0.0.0/x'])(
    'refuses %j',
    (cidr) => {
      expect(() => IpSet.cidr(cidr)).toThrow('cannot be read; expected CIDR notation');
    },
  );

  test.each([
    ['10.0.0.0/16', '10.1.0.0/24'],
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['10.0.0.0/16', '10.0.0.0/8'],
    ['10.0.0.0/16', 'fd00::/64'],
  ])('refuses an exception of %s that is %s', (cidr, except) => {
    expect(() => IpSet.cidr(cidr, [except])).toThrow(`exception ${except} is not strictly inside of ${cidr}`);
  });

  test('is written and read back alike', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        if (address === undefined) throw new Error(text);
        expect(parseAddress(addressText(address.family, address.value))).toEqual(address);
      }),
    );
  });

  test('splits into ranges that make it up and overlap nowhere', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (a, b) => {
        const [first, last] = [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))];
        const ranges = cidrsOf({ family: 4, first, last }).map(parseCidr);
        expect(ranges[0]?.first).toBe(first);
        expect(ranges.at(-1)?.last).toBe(last);
        for (const [index, range] of ranges.slice(1).entries())
          expect(range.first).toBe((ranges[index]?.last ?? 0n) + 1n);
      }),
    );
  });
});
