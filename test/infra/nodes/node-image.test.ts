import { NodeImage, OkeVersion } from '../../../lib/infra';

const V1_36 = OkeVersion.parse('1.36.1');

describe('NodeImage', () => {
  it.each([
    'Oracle-Linux-8.10-2026.08.31-0-OKE-1.36.1-1400',
    'Oracle-Linux-8.10-Gen2-GPU-2026.08.31-0-OKE-1.36.1-1400',
    'Oracle-Linux-8.10-aarch64-2026.08.31-0-OKE-1.36.1-1400',
  ])('takes the name %s', (name) => {
    expect(NodeImage.named(name).problems('pool', V1_36)).toEqual([]);
  });

  it('reports an image that was built for another version of Kubernetes', () => {
    const image = NodeImage.named('Oracle-Linux-8.10-2026.08.31-0-OKE-1.34.2-1400');
    expect(image.problems('pool', V1_36)).toEqual([
      expect.stringContaining('is to run Kubernetes 1.36.1 and its image'),
    ]);
    expect(image.problems('pool', OkeVersion.parse('1.34.2'))).toEqual([]);
  });

  it('reports an image without cgroups v2 for a version that needs them', () => {
    const build = (version: string, number: number): string[] =>
      NodeImage.named(`Oracle-Linux-8.10-2026.08.31-0-OKE-${version}-${number}`).problems(
        'pool',
        OkeVersion.parse(version),
      );
    expect(build('1.35.2', 1366)).toEqual([expect.stringContaining('is build 1366; expected build 1367 or newer')]);
    expect(build('1.35.2', 1367)).toEqual([]);
    expect(build('1.34.2', 1366)).toEqual([]);
  });

  it.each(['Oracle-Linux-7.9-2026.08.31-0-OKE-1.36.1-1400', 'Oracle-Linux-8.10-2026.08.31-0', 'ubuntu', ''])(
    'refuses the name "%s"',
    (name) => expect(() => NodeImage.named(name)).toThrow('is not named like one of OKE'),
  );

  it('refuses an OCID that is not of an image', () => {
    expect(() => NodeImage.ocid('ocid1.vcn.oc1..a')).toThrow('is the OCID of a vcn; expected that of a image');
  });
});
