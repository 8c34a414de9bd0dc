import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from '../command';
import { python } from '../guard-venv/python';
import { withHeartbeat } from '../progress';
import { cachedTool } from '../tool-cache';

/** The package of the pipelines' steps; nothing has to be installed to run it: the folder is put on the path. */
export const STEPS_FOLDER = resolve(__dirname, '../../../../pipeline-steps');
const LOCK = join(STEPS_FOLDER, 'requirements.lock');

/** Where the dependencies of the steps are. */
export interface StepsVenv {
  /** The interpreter that sees what the image `pipeline-steps` holds, and nothing more. */
  readonly python: string;
  /** The folder of its packages. */
  readonly packages: string;
}

/** Installs what the image `pipeline-steps` holds, pins checked by hash. */
export async function stepsVenv(): Promise<StepsVenv> {
  const interpreter = await python();
  const lock = await readFile(LOCK, 'utf8');
  const program = await cachedTool({
    name: 'steps-venv',
    version: createHash('sha256').update(`${interpreter}\0${lock}`).digest('hex').slice(0, 16),
    keptVersions: 2,
    binary: 'bin/python',
    install: (folder) => withHeartbeat('steps-venv', 'installing the pins of the steps', install(interpreter, folder)),
  });
  const packages = await run(program, ['-c', 'import site; print(site.getsitepackages()[0])']);
  return { python: program, packages: packages.trim() };
}

async function install(interpreter: string, folder: string): Promise<void> {
  await run(interpreter, ['-m', 'venv', folder]);
  const venvPython = join(folder, 'bin/python');
  await run(venvPython, ['-m', 'pip', 'install', '-q', '--require-hashes', '--no-deps', '-r', LOCK]);
  await run(venvPython, ['-m', 'pip', 'check']);
  await run(venvPython, ['-m', 'pip', 'uninstall', '--yes', '--quiet', 'pip', 'setuptools']);
}
