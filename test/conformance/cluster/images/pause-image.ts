import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goBuild } from '../../tools/go/go-build';
import { cachedTool } from '../../tools/tool-cache';
import { type Image } from './image';
import { scratchImage } from './scratch-image';

const SOURCE = join(__dirname, '..', 'pause');

/** The container that holds every pod's namespaces. */
export async function pauseImage(): Promise<Image> {
  const digest = createHash('sha256')
    .update(await readFile(join(SOURCE, 'main.go')))
    .digest('hex')
    .slice(0, 16);
  const program = await cachedTool({
    name: 'pause',
    version: digest,
    keptVersions: 2,
    binary: 'pause',
    install: (folder) =>
      goBuild({ subject: 'pause', module: SOURCE, packages: ['.'], static: true, output: join(folder, 'pause') }),
  });
  return scratchImage('localhost/pause:1', program);
}
