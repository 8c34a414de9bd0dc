import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, run } from './command';

/**
 * Unpacks a Debian package into a folder without installing it: no service is started, no root is needed.
 *
 * @param version an exact version or a pattern such as `3.4.23*`, which outlives Debian's rebuilds
 * @throws when apt cannot find the package; apt checks its signature
 */
export async function unpackDebianPackage(name: string, version: string, folder: string): Promise<void> {
  const downloads = await mkdtemp(join(tmpdir(), `${name}-`));
  try {
    const download = (): ReturnType<typeof attempt> =>
      attempt('apt-get', ['download', '-q', `${name}=${version}`], { cwd: downloads });
    if ((await download()).code !== 0) {
      // a fresh machine has no package lists yet
      await run('apt-get', ['update', '-q']);
      const again = await download();
      if (again.code !== 0) throw new Error(`apt-get cannot download ${name} ${version}:\n${again.stderr}`);
    }
    const [archive] = await readdir(downloads);
    if (archive === undefined) throw new Error(`apt-get download ${name} left no file in ${downloads}`);
    await run('dpkg', ['-x', join(downloads, archive), folder]);
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}
