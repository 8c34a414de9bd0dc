import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../../tools/command';
import { cacheFolder } from '../../tools/tool-cache';

/** pip's settings that name files or folders of this machine. */
const PATHS = new Set(['cert', 'find-links']);

/**
 * Volumes by which this machine's own package-index settings reach an image build, so that a Containerfile never holds them.
 *
 * @param folder for the file that is mounted
 * @returns arguments of `buildah build`
 */
export async function packageIndexVolumes(folder: string): Promise<string[]> {
  // `:env:.cert='/path'`, `global.index-url='https://…'`: files and environment variables in one list
  const listed = (await attempt('python3', ['-m', 'pip', 'config', 'list'])).stdout;
  const settings = new Map<string, string>();
  for (const [, key = '', value = ''] of listed.matchAll(/^(?::env:|global|install)\.([a-z-]+)='(.*)'$/gm))
    settings.set(key, value);
  const lines = ['[global]', ...[...settings].map(([key, value]) => `${key} = ${value}`)];
  await writeFile(join(folder, 'pip.conf'), `${lines.join('\n')}\n`);

  const downloads = join(cacheFolder(), 'pip');
  await mkdir(downloads, { recursive: true });
  const volumes = [`${join(folder, 'pip.conf')}:/etc/pip.conf:ro`, `${downloads}:/root/.cache/pip`];
  for (const [key, value] of settings) {
    if (PATHS.has(key) && (await exists(value))) volumes.push(`${value}:${value}:ro`);
  }
  return volumes.flatMap((volume) => ['--volume', volume]);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
