import { ImageCatalog } from '../../lib/workload';

describe.each(Object.entries(ImageCatalog.all))('the default image %s', (_name, entry) => {
  it('is pinned to a version and never invents a digest', () => {
    expect(entry.image.tag).toMatch(/\d/);
    expect(entry.image.digest).toBeUndefined();
  });

  it('does not run as root and says where its facts come from', () => {
    expect(entry.uid).toBeGreaterThan(0);
    expect(entry.writablePaths.every((path) => path.startsWith('/'))).toBe(true);
    expect(entry.source).toMatch(/^(https:\/\/|[a-z-]+\/Containerfile)/);
  });
});

it('lists every image of the catalogue', () => {
  const entries = Object.entries(ImageCatalog).filter(([, value]) => typeof value === 'object');
  expect(Object.fromEntries(entries)).toEqual(ImageCatalog.all);
});
