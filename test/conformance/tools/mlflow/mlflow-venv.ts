import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { run } from '../command';
import { python } from '../guard-venv/python';
import { withHeartbeat } from '../progress';
import { relocatable } from '../relocatable-venv';
import { cachedTool } from '../tool-cache';

/** Pins the image, and so what is tested: every package, by hash. */
const LOCK = resolve(__dirname, '../../../../tracking/requirements.lock');

/** What the image of the tracking server holds. */
export interface MlflowVenv {
  /** Holds `mlflow`. */
  readonly bin: string;
  /** Folders that a sandbox has to show, interpreter included. */
  readonly folders: readonly string[];
}

/** Installs MLflow as its image does: pins checked by hash, and no installer left beside it. */
export async function mlflowVenv(): Promise<MlflowVenv> {
  const interpreter = await python();
  const lock = await readFile(LOCK, 'utf8');
  const program = await cachedTool({
    name: 'mlflow',
    version: createHash('sha256').update(`${interpreter}\0${lock}`).digest('hex').slice(0, 16),
    keptVersions: 2,
    binary: 'bin/mlflow',
    install: (folder) => withHeartbeat('mlflow', 'installing MLflow and its pins', install(interpreter, folder)),
  });
  const bin = dirname(program);
  const prefix = await run(join(bin, 'python'), ['-c', 'import sys; print(sys.base_prefix)']);
  return { bin, folders: [dirname(bin), prefix.trim()] };
}

async function install(interpreter: string, folder: string): Promise<void> {
  const venvPython = join(folder, 'bin/python');
  await run(interpreter, ['-m', 'venv', folder]);
  await run(venvPython, [
    ...['-m', 'pip', 'install', '-q', '--no-deps', '--only-binary', ':all:', '--require-hashes', '-r', LOCK],
  ]);
  await run(venvPython, ['-m', 'pip', 'check']);
  await run(venvPython, ['-m', 'pip', 'uninstall', '--yes', '--quiet', 'pip', 'setuptools']);
  await relocatable(join(folder, 'bin'), folder);
}
