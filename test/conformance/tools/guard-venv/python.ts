import { attempt } from '../command';
import { installDebianPackages } from '../debian-programs';

const CANDIDATES = ['python3.11', 'python3.12', 'python3.13', 'python3'];
const PROBE =
  'import sys, venv, ensurepip; ' + 'print(sys.executable if (3, 11) <= sys.version_info < (3, 14) else "")';

/**
 * Finds a Python that nemoguardrails 0.24.1 supports (3.11 to 3.13) and that can make virtual environments; installs Debian's when
 * there is none.
 *
 * @returns the absolute path of the interpreter
 */
export async function python(): Promise<string> {
  const found = await findPython();
  if (found !== undefined) return found;
  await installDebianPackages(['python3', 'python3-venv']);
  const installed = await findPython();
  if (installed === undefined) throw new Error('no Python 3.11 to 3.13 with venv was found, and Debian offers none');
  return installed;
}

async function findPython(): Promise<string | undefined> {
  for (const name of CANDIDATES) {
    const probe = await attempt(name, ['-c', PROBE]).catch(() => undefined);
    if (probe?.code === 0 && probe.stdout.trim() !== '') return probe.stdout.trim();
  }
  return undefined;
}
