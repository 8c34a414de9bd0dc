import { fieldsOf, textOf } from '../../assurance/fields';
import { ImageRef } from '../../workload/image-ref';
import { type ImagesLock } from '../../workload/images-lock';
import { errors } from '../errors';
import { type DigestResolver } from './image-digest';

/** What became of the lock. */
export interface LockedImages {
  /** Digest of each image, by `registry/repository:tag`, sorted. */
  readonly images: ReadonlyMap<string, string>;
  /** Images that a registry was asked for. */
  readonly resolved: readonly string[];
  /** Images whose entry stayed. */
  readonly kept: readonly string[];
}

/**
 * @param references images as documents write them
 * @param lock entries so far; those of images that are used no more are left out
 * @param update whether images that have an entry are asked for again
 * @throws if some image cannot be locked, with all of them
 */
export async function lockImages(
  references: readonly string[],
  lock: ImagesLock,
  resolve: DigestResolver,
  { update }: { readonly update: boolean },
): Promise<LockedImages> {
  const failures: string[] = [];
  const kept = new Map<string, string>();
  const wanted = new Map<string, ImageRef>();
  for (const reference of references) {
    try {
      const image = tagged(ImageRef.of(reference));
      if (image === undefined) continue; // pinned by its content alone, so there is nothing to look up
      const known = lock.resolve(image).digest;
      if (known !== undefined && !update) kept.set(image.toString(), known);
      else if (known !== undefined || !reference.includes('@')) wanted.set(image.toString(), image);
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  const resolved = new Map<string, string>();
  for (const [name, image] of wanted) {
    try {
      resolved.set(name, await resolve(image));
    } catch (error) {
      failures.push(`${name}: ${causes(error).join(': ')}`);
    }
  }
  if (failures.length > 0) throw errors.imagesUnresolved(failures);
  const images = new Map([...kept, ...resolved].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { images, resolved: [...resolved.keys()], kept: [...kept.keys()] };
}

/** Entries of a lock are by tag; a document that was made with the lock has both. */
function tagged({ name, tag }: ImageRef): ImageRef | undefined {
  return tag === undefined ? undefined : ImageRef.of(`${name}:${tag}`);
}

/** `fetch` says only that it failed, and why in its cause. */
function causes(error: unknown): string[] {
  const { message, cause } = fieldsOf(error);
  return [textOf(message) ?? String(error), ...(cause === undefined ? [] : causes(cause))];
}
