import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../tools/command';
import { installDebianPackages } from '../../tools/debian-programs';
import { withHeartbeat } from '../../tools/progress';
import { cachedTool, cacheFolder } from '../../tools/tool-cache';
import { type Image } from './image';
import { packageIndexSettings } from './package-index';

export interface ContainerfileBuild {
  /** The reference that the image gets. */
  readonly name: string;
  /** The build context. */
  readonly context: string;
  /** Relative to the context. */
  readonly containerfile: string;
  /** Takes the place of the public image in `ARG BASE`. */
  readonly base: Image;
  /** What of the context the Containerfile copies; only a change in there builds anew. */
  readonly sources: readonly string[];
  /** The stage to build. @default the last one */
  readonly target?: string;
}

/** Builds a Containerfile of this repository as it stands; only its `BASE` is another. */
export async function containerfileImage(build: ContainerfileBuild): Promise<Image> {
  const archive = await cachedTool({
    name: `image-${build.name.replace(/[^a-z0-9.]+/g, '-')}`,
    version: await contentHash(build),
    keptVersions: 2,
    binary: 'image.tar',
    install: (folder) => buildImage(build, join(folder, 'image.tar')),
  });
  return { name: build.name, archive };
}

async function contentHash(build: ContainerfileBuild): Promise<string> {
  const hash = createHash('sha256').update(build.name).update(build.base.archive);
  // what git knows or would add: no caches, no compiled files
  const args = [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    build.containerfile,
    ...build.sources,
  ];
  const listed = await run('git', args, { cwd: build.context });
  for (const file of listed
    .split('\0')
    .filter((name) => name !== '')
    .sort()) {
    // git still lists a file that was deleted but not committed yet
    const content = await readFile(join(build.context, file)).catch(() => undefined);
    if (content !== undefined) hash.update(`${file}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

async function buildImage(build: ContainerfileBuild, archive: string): Promise<void> {
  await installDebianPackages(['buildah']);
  const folder = await mkdtemp(join(tmpdir(), 'buildah-'));
  const root = join(cacheFolder(), 'buildah');
  await mkdir(root, { recursive: true });
  // a storage of its own, so that neither the machine's images are used nor ours are left among them
  const storage = ['--root', root, '--runroot', join(folder, 'run'), '--storage-driver', 'overlay'];
  // in a mount namespace of its own: a build that fails leaves its layers mounted
  const buildah = (...args: string[]): Promise<string> =>
    run('unshare', ['--mount', '--propagation', 'private', 'buildah', ...storage, ...args], {
      env: { BUILDAH_ISOLATION: 'chroot' },
    });
  try {
    await buildah('pull', `docker-archive:${build.base.archive}`);
    await withHeartbeat(
      build.name,
      `buildah build ${build.containerfile}`,
      buildah(
        ...['build', '--layers', '--pull-never', '--build-arg', `BASE=${build.base.name}`, '--tag', build.name],
        ...(build.target === undefined ? [] : ['--target', build.target]),
        ...(await packageIndexSettings(folder)),
        ...['--file', join(build.context, build.containerfile), build.context],
      ),
    );
    await buildah('push', '--quiet', build.name, `docker-archive:${archive}:${build.name}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
