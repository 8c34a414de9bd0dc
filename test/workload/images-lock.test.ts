import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { ImageRef, ImagesLock, Mount, TrustZone } from '../../lib/workload';
import { declareWorkload, podOf } from './declared';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;
const IMAGE = 'registry.example/team/server:1.2.3';
const lock = (images: object) => JSON.stringify({ format: 1, images });

describe('an image lock', () => {
  it('pins the images that it names and leaves the others as they are', () => {
    const locked = ImagesLock.parse(lock({ [IMAGE]: DIGEST }), 'test');
    expect(locked.resolve(ImageRef.of(IMAGE)).toString()).toBe(`${IMAGE}@${DIGEST}`);
    expect(locked.resolve(ImageRef.of('quay.io/other/image:1.0')).toString()).toBe('quay.io/other/image:1.0');
  });

  it('does not replace a digest that the program gives', () => {
    const image = ImageRef.of(`${IMAGE}@${OTHER_DIGEST}`);
    expect(ImagesLock.parse(lock({ [IMAGE]: DIGEST }), 'test').resolve(image).digest).toBe(OTHER_DIGEST);
  });

  it('is read from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'images-lock-')), 'images.lock.json');
    writeFileSync(path, lock({ [IMAGE]: DIGEST }));
    expect(ImagesLock.fromFile(path).resolve(ImageRef.of(IMAGE)).digest).toBe(DIGEST);
  });

  it('that does not exist is refused with the reason', () => {
    expect(() => ImagesLock.fromFile('/nowhere/images.lock.json')).toThrow(
      /\/nowhere\/images\.lock\.json cannot be read: ENOENT/,
    );
  });

  it.each([
    ['{', /cannot be read/],
    ['[]', /unknown shape/],
    ['null', /unknown shape/],
    ['{"format":2,"images":{}}', /unknown shape/],
    ['{"format":1,"images":[]}', /unknown shape/],
    ['{"format":1,"images":{},"extra":1}', /unknown keys "extra"/],
    [lock({ [IMAGE]: 'sha256:12' }), /digest of image .* cannot be read \(what it is instead is not shown\)/],
    [lock({ [IMAGE]: 7 }), /digest of image .* cannot be read/],
    [lock({ 'nginx:1.27.0': DIGEST }), /has no registry/],
    [lock({ [`${IMAGE}@${DIGEST}`]: DIGEST }), /with a digest in it/],
  ])('%s is refused', (text, message) => {
    expect(() => ImagesLock.parse(text, 'the lock')).toThrow(message);
  });
});

describe('a zone with an image lock', () => {
  const platform = Platform.kubernetes({
    networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
    registryMirrors: { 'registry.example': 'mirror.internal/example' },
  });
  const zone = (image = IMAGE) =>
    new TrustZone(Testing.app(), 'zone', { platform, imagesLock: ImagesLock.parse(lock({ [image]: DIGEST }), 'test') });

  it('pulls from the mirror by the digest of the original', () => {
    const locked = zone();
    declareWorkload(locked);
    expect(podOf(locked).spec.containers[0].image).toBe(`mirror.internal/example/team/server:1.2.3@${DIGEST}`);
    expect(locked.imagesWithoutDigest).toEqual([]);
  });

  it('finds the name of the mirror in a lock that was made from what was written', () => {
    const locked = zone('mirror.internal/example/team/server:1.2.3');
    declareWorkload(locked);
    expect(podOf(locked).spec.containers[0].image).toBe(`mirror.internal/example/team/server:1.2.3@${DIGEST}`);
  });

  it('lists every image that is pinned to a version only, those of init containers and volumes too', () => {
    const locked = zone();
    declareWorkload(locked, 'server', {
      initContainers: [{ name: 'check', image: ImageRef.of('quay.io/team/check:1.0') }],
      mounts: [Mount.image(ImageRef.of('quay.io/team/weights:1.0'), '/models')],
    });
    expect(locked.imagesWithoutDigest).toEqual(['quay.io/team/check:1.0', 'quay.io/team/weights:1.0']);
  });
});
