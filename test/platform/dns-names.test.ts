import { requireDnsLabel, requireDnsSubdomain } from '../../lib/platform/dns-names';

describe('DNS-1123 names', () => {
  it.each(['a', '0', 'a-b', 'x'.repeat(63)])('takes the label %s', (text) => {
    expect(requireDnsLabel('namespace', text)).toBe(text);
  });

  it.each(['', '-a', 'a-', 'a.b', 'A', 'a_b', 'x'.repeat(64), 'a\n'])('refuses the label %j', (text) => {
    expect(() => requireDnsLabel('namespace', text)).toThrow(
      `namespace ${JSON.stringify(text)} is not a DNS-1123 label`,
    );
  });

  it.each(['a', 'a.b', 'x'.repeat(253)])('takes the subdomain %s', (text) => {
    expect(requireDnsSubdomain('name', text)).toBe(text);
  });

  it.each(['', '.a', 'a.', 'a..b', 'x'.repeat(254)])('refuses the subdomain %j', (text) => {
    expect(() => requireDnsSubdomain('name', text)).toThrow('is not a DNS-1123 subdomain');
  });
});
