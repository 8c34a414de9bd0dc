import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command';
import { python } from '../guard-venv/python';
import { withHeartbeat } from '../progress';
import { cachedTool } from '../tool-cache';

/** Written by `uv pip compile --universal --generate-hashes` from requirements.in: every package, by hash. */
const LOCK = join(__dirname, 'requirements.lock');

/** @returns the Python of an environment that holds kfp's SDK and its Kubernetes extension */
export async function kfpPython(): Promise<string> {
  const interpreter = await python();
  const lock = await readFile(LOCK, 'utf8');
  return cachedTool({
    name: 'kfp-venv',
    version: createHash('sha256').update(`${interpreter}\0${lock}`).digest('hex').slice(0, 16),
    keptVersions: 2,
    binary: 'bin/python',
    install: (folder) => withHeartbeat('kfp-venv', 'installing kfp and its pins', install(interpreter, folder)),
  });
}

async function install(interpreter: string, folder: string): Promise<void> {
  await run(interpreter, ['-m', 'venv', folder]);
  const pip = ['-m', 'pip', 'install', '-q', '--require-hashes', '--no-deps', '-r', LOCK];
  await run(join(folder, 'bin/python'), pip);
}
