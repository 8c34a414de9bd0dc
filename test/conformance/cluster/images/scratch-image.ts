import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from '../../tools/command';
import { cachedTool } from '../../tools/tool-cache';
import { writeDockerArchive } from './docker-archive';
import { type Image } from './image';

/**
 * An image that holds one static program and nothing else.
 *
 * @param name reference, `localhost/pause:1`
 * @param program path of the program on this machine
 */
export async function scratchImage(name: string, program: string): Promise<Image> {
  const digest = createHash('sha256')
    .update(name)
    .update(await readFile(program))
    .digest('hex')
    .slice(0, 16);
  const entry = basename(program);
  const archive = await cachedTool({
    name: `image-${entry}`,
    version: digest,
    keptVersions: 2,
    binary: 'image.tar',
    install: async (folder) => {
      const layer = join(folder, 'layer.tar');
      const owner = ['--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--mode=0755'];
      await run('tar', ['-cf', layer, ...owner, '-C', dirname(program), entry]);
      await writeDockerArchive(join(folder, 'image.tar'), name, layer, {
        Entrypoint: [`/${entry}`],
        User: '65534:65534',
      });
    },
  });
  return { name, archive };
}
