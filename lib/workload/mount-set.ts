import { errors } from './errors';
import { type Mount } from './mount';

/** The mounts of a container: one per path, whatever the order in which they are added. */
export class MountSet {
  private readonly byPath = new Map<string, Mount>();

  constructor(private readonly path: string) {}

  /** @throws if something else is mounted at the same path */
  add(mounts: readonly Mount[]): void {
    for (const mount of mounts) {
      const known = this.byPath.get(mount.path);
      if (known !== undefined && fingerprint(known) !== fingerprint(mount))
        throw errors.mountTwice(mount.path, this.path);
      this.byPath.set(mount.path, mount);
    }
  }

  /** Sorted by path, so that an outer folder is mounted before one inside it. */
  list(): Mount[] {
    return [...this.byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function fingerprint(mount: Mount): string {
  const { image, ...parts } = mount._parts;
  return JSON.stringify([mount._volumeMount(), parts.source, image?.toString()]);
}
