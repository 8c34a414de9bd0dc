import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ImagesLock } from '../../workload/images-lock';
import { type CliEnvironment } from '../environment';
import { errors } from '../errors';
import { readManifests } from '../manifests/manifests';
import { type RegisterCommand } from '../register-command';
import { count } from '../text';
import { DockerCredentials } from './docker-credentials';
import { registryDigests } from './image-digest';
import { imagesIn } from './images-in';
import { lockImages } from './lock-images';

interface LockOptions {
  readonly output: string;
  readonly update?: boolean;
}

/** `secure-llm images lock`: pins every image of the given objects to what its registry has at present. */
export const registerImages: RegisterCommand = (program, environment) => {
  program
    .command('images')
    .description('images of Kubernetes objects')
    .command('lock')
    .description('ask the registries for the digest of every image and write them down')
    .argument('<paths...>', 'files or folders of YAML or JSON; - for standard input')
    .option('--output <file>', 'the lock; its entries of images that are still used stay', 'images.lock.json')
    .option('--update', 'ask again for images that have an entry')
    .action((paths: readonly string[], options: LockOptions) => lock(paths, options, environment));
};

async function lock(
  paths: readonly string[],
  { output, update = false }: LockOptions,
  environment: CliEnvironment,
): Promise<void> {
  const { documents } = await readManifests(paths, environment);
  const references = imagesIn(documents);
  if (references.length === 0) throw errors.noImages();
  const file = resolve(environment.folder, output);
  const before = existsSync(file) ? readLock(file) : ImagesLock.empty();
  const resolver = registryDigests(new DockerCredentials(environment));
  const { images, resolved, kept } = await lockImages(references, before, resolver, { update });
  writeFileSync(file, `${JSON.stringify({ format: 1, images: Object.fromEntries(images) }, undefined, 2)}\n`);
  environment.out(
    [
      ...resolved.map((image) => `${image} ${images.get(image)}`),
      `${output}: ${count(images.size, 'image')}, ${resolved.length} asked for, ${kept.length} kept`,
      '',
    ].join('\n'),
  );
}

function readLock(file: string): ImagesLock {
  try {
    return ImagesLock.fromFile(file);
  } catch (error) {
    throw errors.lockUnreadable((error as Error).message);
  }
}
