import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../../tools/command';

/** pip's settings that name files or folders of this machine. */
const PATHS = new Set(['cert', 'find-links']);

/**
 * This machine's own package-index settings for an image build: the build secret `pip.conf`, and the files that it names. They
 * are there while the build runs and in no layer, so a Containerfile never holds them.
 *
 * @param folder for the secret's file
 * @returns arguments of `buildah build`
 */
export async function packageIndexSettings(folder: string): Promise<string[]> {
  // `:env:.cert='/path'`, `global.index-url='https://…'`: files and environment variables in one list
  const listed = (await attempt('python3', ['-m', 'pip', 'config', 'list'])).stdout;
  const settings = new Map<string, string>();
  for (const [, key = '', value = ''] of listed.matchAll(/^(?::env:|global|install)\.([a-z-]+)='(.*)'$/gm)) {
    settings.set(key, value);
  }
  const file = join(folder, 'pip.conf');
  await writeFile(file, ['[global]', ...[...settings].map(([key, value]) => `${key} = ${value}`), ''].join('\n'));

  const args = ['--secret', `id=pip.conf,src=${file}`];
  for (const [key, value] of settings) {
    if (PATHS.has(key) && (await exists(value))) args.push('--volume', `${value}:${value}:ro`);
  }
  return args;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
