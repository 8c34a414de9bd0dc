import { OkeVersion } from '../../../lib/infra';

describe('OkeVersion', () => {
  it.each([
    ['1.36', 'v1.36.1'],
    ['1.35', 'v1.35.2'],
    ['1.34', 'v1.34.10'],
    ['1.36.4', 'v1.36.4'],
    ['v1.36.1', 'v1.36.1'],
  ])('reads %s as %s', (text, okeText) => {
    const version = OkeVersion.ofControlPlane(text);
    expect(version.okeText).toBe(okeText);
    expect(String(version)).toBe(okeText.slice(1));
    expect(version.minorText).toBe(text.replace(/^v/, '').split('.').slice(0, 2).join('.'));
  });

  it('compares by minor, then by patch, as numbers', () => {
    const compare = (a: string, b: string): number => Math.sign(OkeVersion.parse(a).compare(OkeVersion.parse(b)));
    expect(compare('1.34.10', '1.34.2')).toBe(1);
    expect(compare('1.9.9', '1.10.0')).toBe(-1);
    expect(compare('1.36.1', '1.36.1')).toBe(0);
  });

  it('lets nodes have an older minor, and a control plane only one that is known', () => {
    expect(OkeVersion.parse('1.31.10').okeText).toBe('v1.31.10');
    expect(() => OkeVersion.ofControlPlane('1.31.10')).toThrow('unknown kubernetesVersion "1.31"');
    expect(() => OkeVersion.ofControlPlane('1.37.1')).toThrow('unknown kubernetesVersion "1.37"');
  });

  it.each(['', 'latest', '2.36', '1', '1.36.1.1', '1.x'])('refuses "%s"', (text) => {
    expect(() => OkeVersion.parse(text)).toThrow(`Kubernetes version "${text}" cannot be read`);
  });

  it('asks for the patch of a minor whose newest it does not know', () => {
    expect(() => OkeVersion.parse('1.33')).toThrow('has no patch, and the newest is known only of 1.34, 1.35, 1.36');
  });
});
