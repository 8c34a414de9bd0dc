import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The cache renames a finished folder, so scripts must not name the folder they were made in; and the pod's user must be able to enter it.
 */
export async function relocatable(bin: string, madeIn: string): Promise<void> {
  await chmod(madeIn, 0o755);
  for (const name of await readdir(bin)) {
    const file = join(bin, name);
    const text = await readFile(file, 'latin1');
    if (!text.startsWith(`#!${madeIn}/bin/python`)) continue;
    const body = text.slice(text.indexOf('\n') + 1);
    await writeFile(file, `#!/bin/sh\n'''exec' "$(dirname "$0")/python" "$0" "$@"\n' '''\n${body}`, 'latin1');
  }
}
