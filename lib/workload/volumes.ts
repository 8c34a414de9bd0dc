import { errors } from './errors';
import { type ImageRef } from './image-ref';
import { type Mount } from './mount';

/** One volume per source, in the order of their names. */
export function volumes(mounts: readonly Mount[], imageSource: (image: ImageRef) => object, path: string): object[] {
  const byName = new Map<string, { volume: object; text: string; at: string }>();
  for (const mount of mounts) {
    const { name, source, image } = mount._parts;
    const volume = { name, ...source, ...(image !== undefined && { image: imageSource(image) }) };
    const text = JSON.stringify(volume);
    const known = byName.get(name);
    if (known !== undefined && known.text !== text) throw errors.mountsDiffer(mount.path, path);
    byName.set(name, { volume, text, at: mount.path });
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { volume }]) => volume);
}
