import { type SecretRef } from '../platform';
import { errors } from './errors';
import { type ImageRef } from './image-ref';
import { type Mount } from './mount';

/** What only the zone knows about volumes. */
export interface VolumeSources {
  /** Source of a volume with the content of an image. */
  image(image: ImageRef): object;
  /** Source of a volume with a secret; undefined for a Kubernetes Secret. */
  secret(secret: SecretRef): object | undefined;
}

/** One volume per source, in the order of their names. */
export function volumes(mounts: readonly Mount[], sources: VolumeSources, path: string): object[] {
  const byName = new Map<string, { volume: object; text: string; at: string }>();
  for (const mount of mounts) {
    const { name, source, image, secret } = mount._parts;
    const brought = secret && sources.secret(secret);
    const volume = { name, ...(brought ?? source), ...(image !== undefined && { image: sources.image(image) }) };
    const text = JSON.stringify(volume);
    const known = byName.get(name);
    if (known !== undefined && known.text !== text) throw errors.mountsDiffer(mount.path, path);
    byName.set(name, { volume, text, at: mount.path });
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { volume }]) => volume);
}
