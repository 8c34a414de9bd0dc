import { KubernetesVersion } from '../../lib/platform';

describe('KubernetesVersion', () => {
  it('reads every version that it knows', () => {
    expect(KubernetesVersion.known().map(String)).toEqual(['1.34', '1.35', '1.36']);
    for (const version of KubernetesVersion.known()) {
      expect(KubernetesVersion.parse(version.toString())).toBe(version);
    }
  });

  it.each([
    ['v1.36.1', '. Did you mean "1.36"?'],
    ['1.35.2', '. Did you mean "1.35"?'],
    ['v1.34', '. Did you mean "1.34"?'],
  ])('says what %s should be', (text, hint) => {
    expect(() => KubernetesVersion.parse(text)).toThrow(
      `unknown kubernetesVersion "${text}", expected one of "1.34", "1.35", "1.36"${hint}`,
    );
  });

  it.each(['1.33', '1.37', '2.36', 'latest', ''])('refuses %j with the allowed values', (text) => {
    expect(() => KubernetesVersion.parse(text)).toThrow(/expected one of "1.34", "1.35", "1.36"$/);
  });

  it('compares by minor version', () => {
    expect(KubernetesVersion.V1_34.compare(KubernetesVersion.V1_36)).toBeLessThan(0);
    expect(KubernetesVersion.V1_36.compare(KubernetesVersion.V1_35)).toBeGreaterThan(0);
    expect(KubernetesVersion.V1_35.compare(KubernetesVersion.parse('1.35'))).toBe(0);
    expect(KubernetesVersion.V1_35.isAtLeast(KubernetesVersion.V1_35)).toBe(true);
    expect(KubernetesVersion.V1_35.isAtLeast(KubernetesVersion.V1_36)).toBe(false);
  });
});
