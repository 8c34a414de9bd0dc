import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../tools/command';
import { installDebianPackages } from '../../tools/debian-programs';
import { withHeartbeat } from '../../tools/progress';
import { cachedTool } from '../../tools/tool-cache';
import { writeDockerArchive } from './docker-archive';
import { type Image } from './image';

const PACKAGES = ['ca-certificates', 'python3', 'python3-distutils', 'python3-pip', 'python3-venv'];

/**
 * What the Containerfiles are built upon where no registry can be asked: Debian 12 with its Python 3.11, as the public
 * `python:3.11-slim-bookworm` has it. Test pods that send packets use it as it is.
 */
export async function baseImage(): Promise<Image> {
  const name = 'localhost/base:1';
  const archive = await cachedTool({
    name: 'image-base',
    version: 'bookworm-2',
    binary: 'image.tar',
    install: async (folder) => {
      await installDebianPackages(['debootstrap']);
      const root = join(folder, 'root');
      await withHeartbeat(
        'base image',
        'debootstrap bookworm',
        run('debootstrap', ['--variant=minbase', `--include=${PACKAGES.join(',')}`, 'bookworm', root]),
      );
      // the public image's pip installs into the image's own Python, and its interpreter is called python too
      await rm(join(root, 'usr/lib/python3.11/EXTERNALLY-MANAGED'));
      await symlink('python3', join(root, 'usr/bin/python'));
      await rm(join(root, 'var/cache/apt'), { recursive: true });
      await rm(join(root, 'var/lib/apt/lists'), { recursive: true });
      await rm(join(root, 'usr/share/doc'), { recursive: true });
      const layer = join(folder, 'layer.tar');
      await run('tar', ['-cf', layer, '--numeric-owner', '-C', root, '.']);
      await rm(root, { recursive: true });
      await writeDockerArchive(join(folder, 'image.tar'), name, layer, {
        Cmd: ['python3'],
        Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8'],
      });
    },
  });
  return { name, archive };
}
