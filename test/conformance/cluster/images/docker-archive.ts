import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../../tools/command';

/** The part of an image's configuration that our own images set. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly User?: string;
  readonly Env?: readonly string[];
}

/**
 * Writes a docker-archive with one layer: what `docker save` writes, and what containerd and buildah read.
 *
 * @param layer a tar; it is moved
 */
export async function writeDockerArchive(
  archive: string,
  name: string,
  layer: string,
  config: ImageConfig,
): Promise<void> {
  // beside the archive, so that a large layer is moved and not copied
  const folder = await mkdtemp(join(dirname(archive), 'archive-'));
  try {
    await rename(layer, join(folder, 'layer.tar'));
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, 'layer.tar')), hash);
    const image = {
      architecture: 'amd64',
      os: 'linux',
      config,
      // buildah refuses to build upon an image whose history does not account for its layers
      history: [{ created: '1970-01-01T00:00:00Z', created_by: 'cdk8s-secure-llm conformance' }],
      rootfs: { type: 'layers', diff_ids: [`sha256:${hash.digest('hex')}`] },
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(image));
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify([{ Config: 'config.json', RepoTags: [name], Layers: ['layer.tar'] }]),
    );
    await run('tar', ['-cf', archive, '-C', folder, 'manifest.json', 'config.json', 'layer.tar']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
