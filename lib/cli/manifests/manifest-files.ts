import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { errors } from '../errors';

/** A text with the place that it came from. */
export interface ManifestFile {
  /** Path as the user would write it, or `standard input`. */
  readonly path: string;
  /** Content. */
  readonly text: string;
  /** Whether it was only found in a folder, where files of other tools may lie as well. */
  readonly found: boolean;
}

const MANIFEST = /\.(?:ya?ml|json)$/;
/** Folders that hold what tools keep for themselves. */
const SKIPPED = /^(?:node_modules|\..+)$/;

/**
 * @param path a file, or a folder that is read with everything below it
 * @param from folder against which the path is read
 * @throws if there is no such path
 */
export function manifestFiles(path: string, from: string): ManifestFile[] {
  const absolute = resolve(from, path);
  const read = (file: string, found: boolean): ManifestFile => {
    try {
      return { path: relative(from, file), text: readFileSync(file, 'utf8'), found };
    } catch (error) {
      throw errors.unreadable(relative(from, file), (error as Error).message);
    }
  };
  const status = statSync(absolute, { throwIfNoEntry: false });
  if (status === undefined) throw errors.noSuchPath(path);
  return status.isDirectory() ? filesBelow(absolute).map((file) => read(file, true)) : [read(absolute, false)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !SKIPPED.test(name))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      // a link that leads nowhere is no manifest
      const status = statSync(path, { throwIfNoEntry: false });
      if (status?.isDirectory()) return filesBelow(path);
      return status?.isFile() && MANIFEST.test(name) ? [path] : [];
    });
}
