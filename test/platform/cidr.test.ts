import fc from 'fast-check';
import { BlockList } from 'node:net';
import { Cidr } from '../../lib/platform';

const ipv4Network = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, length]) => {
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - length);
  const first = Math.floor(value / size) * size;
  return { text: `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${length}`, length };
});

describe('Cidr', () => {
  it.each([
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['FD00:C1:0:0::/64', 'fd00:c1::/64'],
    ['::/0', '::/0'],
    ['2001:db8:0:1:0:0:0:1/128', '2001:db8:0:1::1/128'],
    ['fe80::/10', 'fe80::/10'],
    ['64:ff9b::10.0.0.0/120', '64:ff9b::a00:0/120'],
  ])('reads %s and writes %s', (text, canonical) => {
    expect(Cidr.parse(text).toString()).toBe(canonical);
  });

  it.each([
    ['10.0.0.1', 'CIDR mask is missing in "10.0.0.1". Did you mean "10.0.0.1/32"?'],
    ['10.0.0.0/', 'Did you mean "10.0.0.0/32"?'],
    ['fd00::1', 'Did you mean "fd00::1/128"?'],
    ['10.0.0.1/16', 'Did you mean "10.0.0.0/16"?'],
    ['fd00::1/64', 'Did you mean "fd00::/64"?'],
    ['10.0.0.0/33', 'expected a whole number from 0 to 32'],
    ['fd00::/129', 'expected a whole number from 0 to 128'],
    ['10.0.0.0/08', 'expected a whole number from 0 to 32'],
    ['10.0.0.0/-1', 'expected a whole number from 0 to 32'],
    ['10.0.0.0/1e1', 'expected a whole number from 0 to 32'],
    ['::ffff:10.0.0.0/104', 'is an IPv4-mapped IPv6 network'],
    ['10.0.0/24', 'does not parse'],
    ['010.0.0.0/8', 'does not parse'],
    ['10.0.0.0/8/8', 'does not parse'],
    [' 10.0.0.0/8', 'does not parse'],
    ['fe80::%eth0/64', 'does not parse'],
    ['example.com/24', 'does not parse'],
    ['', 'does not parse'],
  ])('refuses %j and says how to write it', (text, message) => {
    expect(() => Cidr.parse(text)).toThrow(message);
  });

  it('tells the parts of the network', () => {
    const cidr = Cidr.parse('fd00::/64');
    expect([cidr.ipVersion, cidr.prefixLength, cidr.networkAddress]).toEqual([6, 64, 'fd00::']);
  });

  it('contains itself and its parts, and overlaps in both directions', () => {
    const [wide, part, beside] = ['10.0.0.0/8', '10.9.0.0/16', '11.0.0.0/8'].map((text) => Cidr.parse(text)) as [
      Cidr,
      Cidr,
      Cidr,
    ];
    expect(wide.contains(wide)).toBe(true);
    expect(wide.contains(part)).toBe(true);
    expect(part.contains(wide)).toBe(false);
    expect(part.overlaps(wide)).toBe(true);
    expect(wide.overlaps(part)).toBe(true);
    expect(wide.overlaps(beside)).toBe(false);
  });

  it('keeps IPv4 and IPv6 apart', () => {
    expect(Cidr.parse('::/0').overlaps(Cidr.parse('10.0.0.0/8'))).toBe(false);
    expect(Cidr.parse('0.0.0.0/0').contains(Cidr.parse('fd00::/8'))).toBe(false);
  });

  it('equals a network that is written differently', () => {
    expect(Cidr.parse('fd00:0::/64').equals(Cidr.parse('FD00::/64'))).toBe(true);
    expect(Cidr.parse('fd00::/64').equals(Cidr.parse('fd00::/65'))).toBe(false);
  });

  it('agrees with the BlockList of Node on what a network contains', () => {
    fc.assert(
      fc.property(ipv4Network, ipv4Network, (a, b) => {
        const list = new BlockList();
        const [address] = a.text.split('/') as [string];
        list.addSubnet(address, a.length);
        const contained = a.length <= b.length && list.check(b.text.split('/')[0] as string);
        expect(Cidr.parse(a.text).contains(Cidr.parse(b.text))).toBe(contained);
      }),
    );
  });

  it('reads back what it writes, for every IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        fc.pre(!/^(0*:)*:?(0+:)*ffff:/i.test(address));
        const written = Cidr.parse(`${address}/128`).toString();
        expect(Cidr.parse(written).toString()).toBe(written);
      }),
    );
  });

  it('divides into subnets by number', () => {
    expect(String(Cidr.parse('10.0.0.0/16').subnet(24, 1))).toBe('10.0.1.0/24');
    expect(String(Cidr.parse('10.0.0.0/16').subnet(16, 0))).toBe('10.0.0.0/16');
    expect(String(Cidr.parse('fd00::/48').subnet(64, 65535))).toBe('fd00:0:0:ffff::/64');
    expect(Cidr.parse('10.0.0.0/28').addresses).toBe(16);
  });

  it.each([
    [24, 256],
    [24, -1],
    [24, 0.5],
    [15, 0],
    [33, 0],
  ])('has no subnet of %i bits with number %d in a /16', (prefixLength, index) => {
    expect(() => Cidr.parse('10.0.0.0/16').subnet(prefixLength, index)).toThrow('network 10.0.0.0/16 has no subnet');
  });

  it('divides into subnets that are inside of it and beside each other', () => {
    fc.assert(
      fc.property(ipv4Network, fc.integer({ min: 1, max: 8 }), ({ text, length }, longer) => {
        fc.pre(length + longer <= 32);
        const network = Cidr.parse(text);
        const subnets = Array.from({ length: 2 ** longer }, (_, index) => network.subnet(length + longer, index));
        expect(subnets.every((subnet) => network.contains(subnet))).toBe(true);
        expect(subnets.every((subnet, at) => at === 0 || !subnet.overlaps(subnets[at - 1]!))).toBe(true);
        expect(subnets.reduce((sum, subnet) => sum + subnet.addresses, 0)).toBe(network.addresses);
      }),
    );
  });
});
