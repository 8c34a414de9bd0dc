import { Platform } from '../../lib/platform';
import { requireOciRegion } from '../../lib/platform/oci-region';

describe('OCI region', () => {
  it.each(['eu-zurich-1', 'us-ashburn-1', 'us-gov-phoenix-1', 'eu-dcc-milan-2'])('takes %s', (region) => {
    expect(Platform.oke({ region }).region).toBe(region);
  });

  it.each(['', 'zurich', 'eu-zurich', 'EU-ZURICH-1', 'eu-zurich-l', 'iad', 'eu_zurich_1', 'eu-zurich-1 '])(
    'refuses %j, which has another shape',
    (region) => {
      expect(() => Platform.oke({ region, allowUnknownRegion: true })).toThrow(
        `region ${JSON.stringify(region)} is not an OCI region identifier, expected one like "eu-zurich-1"`,
      );
    },
  );

  it.each([
    ['eu-zurch-1', 'eu-zurich-1'],
    ['us-asburn-1', 'us-ashburn-1'],
    ['ap-tokio-1', 'ap-tokyo-1'],
  ])('asks whether the unknown %s means %s', (region, meant) => {
    expect(() => requireOciRegion(region, false)).toThrow(`unknown region "${region}". Did you mean "${meant}"?`);
  });

  it('takes a well-formed region that is newer than the library when told so', () => {
    expect(Platform.oke({ region: 'eu-bern-1', allowUnknownRegion: true }).region).toBe('eu-bern-1');
  });
});
