import { Peer } from '../../lib/workload';

describe('a peer of pods', () => {
  it('is selected by the namespace name and the labels together, as one entry', () => {
    expect(Peer.pods({ namespace: 'shop', labels: { b: '2', a: '1' } })._selector).toEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
      podSelector: { matchLabels: { a: '1', b: '2' } },
    });
  });

  it('must name labels, because an empty selector is every pod of the namespace', () => {
    expect(() => Peer.pods({ namespace: 'shop', labels: {} })).toThrow(/would mean every pod there/);
  });

  it.each([
    [{ namespace: '', labels: { a: 'b' } }, /namespace of a peer "" is not allowed/],
    [{ namespace: 'Shop', labels: { a: 'b' } }, /namespace of a peer "Shop"/],
    [{ namespace: 'shop', labels: { 'a b': 'c' } }, /key "a b" of the labels of a peer/],
    [{ namespace: 'shop', labels: { a: 'b c' } }, /value "b c" of "a"/],
  ])('is refused when no cluster could have it: %j', (props, message) => {
    expect(() => Peer.pods(props)).toThrow(message);
  });
});

describe('a peer range', () => {
  it('is written in canonical form with its exceptions sorted', () => {
    const peer = Peer.cidr('10.0.0.0/8', { except: ['10.2.0.0/16', '10.1.0.0/16', '10.2.0.0/16'] });
    expect(peer._selector).toEqual({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } });
  });

  it.each([
    ['169.254.169.254/32', '169.254.0.0/16'],
    ['169.254.0.0/16', '169.254.0.0/16'],
    ['0.0.0.0/0', '169.254.0.0/16'],
    ['::/0', 'fe80::/10'],
    ['fe80::/64', 'fe80::/10'],
    ['fd00:ec2::/32', 'fd00:ec2::254/128'],
    ['fd00:c1::a9fe:a9fe/128', 'fd00:c1::/64'],
  ])('%s is refused because it overlaps %s, and the message says what to exclude', (cidr, metadata) => {
    expect(() => Peer.cidr(cidr)).toThrow(`metadata or link-local addresses (`);
    expect(() => Peer.cidr(cidr)).toThrow(metadata);
  });

  it('may contain metadata addresses when they are excluded', () => {
    const peer = Peer.cidr('0.0.0.0/0', { except: ['169.254.0.0/16'] });
    expect(peer._selector.ipBlock).toEqual({ cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] });
  });

  it('is refused when only a part of the metadata range is excluded', () => {
    expect(() => Peer.cidr('0.0.0.0/0', { except: ['169.254.169.254/32'] })).toThrow(/169\.254\.0\.0\/16/);
  });

  it('is refused when an exception lies outside of it', () => {
    expect(() => Peer.cidr('10.0.0.0/16', { except: ['10.1.0.0/16'] })).toThrow(
      /10\.1\.0\.0\/16 is outside of 10\.0\.0\.0\/16/,
    );
  });

  it('is not looked up in DNS unless it is said to be', () => {
    expect(Peer.cidr('10.0.0.0/16').reachedByName).toBe(false);
    expect(Peer.cidr('10.0.0.0/16', { reachedByName: true }).reachedByName).toBe(true);
  });
});
