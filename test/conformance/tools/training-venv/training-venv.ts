import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command';
import { installDebianPackages } from '../debian-programs';
import { withHeartbeat } from '../progress';
import { cachedTool } from '../tool-cache';

const LOCK = join(__dirname, 'requirements.lock');
/** The only interpreter that sees Debian's packages. */
const DEBIAN_PYTHON = '/usr/bin/python3';

/**
 * A Python that trains on a CPU: Debian's torch, 151 MB instead of the 3 GB of wheels that the image for GPUs has, and the versions
 * of transformers and peft that the image pins.
 *
 * @returns the path of the interpreter
 */
export async function trainingPython(): Promise<string> {
  await installDebianPackages(['python3-torch', 'python3-venv']);
  const torch = await run('dpkg-query', ['-W', '-f', '${Version}', 'python3-torch']);
  const lock = await readFile(LOCK, 'utf8');
  return cachedTool({
    name: 'training-venv',
    version: createHash('sha256').update(`${torch}\0${lock}`).digest('hex').slice(0, 16),
    keptVersions: 2,
    binary: 'bin/python',
    install: (folder) =>
      withHeartbeat('training-venv', 'installing transformers, peft and their pins', install(folder)),
  });
}

async function install(folder: string): Promise<void> {
  await run(DEBIAN_PYTHON, ['-m', 'venv', '--system-site-packages', folder]);
  // pip does not see Debian's torch as one that fits, and would fetch the one with CUDA
  const pip = ['-m', 'pip', 'install', '-q', '--require-hashes', '--no-deps', '-r', LOCK];
  await run(join(folder, 'bin/python'), pip);
}
