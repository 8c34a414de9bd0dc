import { readFileSync } from 'node:fs';
import { errors } from './errors';
import { ImageRef } from './image-ref';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Content digests of images, as a registry gave them: `{"format":1,"images":{"registry/repository:tag":"sha256:…"}}`.
 * A digest is never invented: an image without an entry stays pinned to its version only.
 */
export class ImagesLock {
  /**
   * @param path of the lock file, usually `images.lock.json`
   * @throws if the file cannot be read, is not JSON of this shape, or has a bad image name or digest
   */
  static fromFile(path: string): ImagesLock {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw errors.lockUnreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown reason');
    }
    return ImagesLock.parse(text, path);
  }

  /**
   * @param text content of a lock file
   * @param source where it came from, for messages
   * @throws as {@link ImagesLock.fromFile}
   */
  static parse(text: string, source: string): ImagesLock {
    let lock: unknown;
    try {
      lock = JSON.parse(text);
    } catch {
      throw errors.lockUnreadable(source, 'it is not JSON'); // the parser's own message would quote the file
    }
    if (!isRecord(lock) || lock.format !== 1 || !isRecord(lock.images)) throw errors.lockShape(source);
    const unknown = Object.keys(lock).filter((key) => key !== 'format' && key !== 'images');
    if (unknown.length > 0) throw errors.lockUnknownKeys(source, unknown);
    const digests = new Map<string, string>();
    for (const [image, digest] of Object.entries(lock.images)) {
      if (ImageRef.of(image).digest !== undefined) throw errors.lockedImageHasDigest(source, image);
      if (typeof digest !== 'string' || !DIGEST.test(digest)) throw errors.digestUnreadable(image);
      digests.set(image, digest);
    }
    return new ImagesLock(digests);
  }

  /** A lock without entries. */
  static empty(): ImagesLock {
    return new ImagesLock(new Map());
  }

  private constructor(private readonly digests: ReadonlyMap<string, string>) {}

  /** The image pinned to its digest if the lock has one; an image that carries a digest keeps it. */
  resolve(image: ImageRef): ImageRef {
    const digest = image.digest ?? this.digests.get(image.toString());
    return digest === undefined ? image : image.withDigest(digest);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
