import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUARD_FOLDER } from '../tools/guard-venv/guard-venv';

/** What an image brings into a container that names neither command nor environment. */
export interface ContainerImage {
  readonly entrypoint: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Where things are in the image; here they are where the virtual environment put them. */
const PLACES = ['PATH', 'PYTHONPATH'];

/**
 * The guard's image, read from `guard/Containerfile`.
 *
 * @throws when its last stage has no ENTRYPOINT in exec form
 */
export function guardImage(): ContainerImage {
  const file = readFileSync(join(GUARD_FOLDER, 'Containerfile'), 'utf8').replaceAll('\\\n', ' ');
  const lastStage = file.slice(file.lastIndexOf('\nFROM '));
  const entrypoint: unknown = JSON.parse(instructions(lastStage, 'ENTRYPOINT').at(-1) ?? 'null');
  if (!Array.isArray(entrypoint) || entrypoint.length === 0) {
    throw new Error('guard/Containerfile has no ENTRYPOINT in exec form');
  }
  const pairs = instructions(lastStage, 'ENV').flatMap((line) => line.trim().split(/\s+/));
  const env = pairs.map((pair): [string, string] => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]);
  return {
    entrypoint: entrypoint.map(String),
    env: Object.fromEntries(env.filter(([name]) => !PLACES.includes(name))),
  };
}

function instructions(stage: string, name: string): string[] {
  return stage.split('\n').flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
}
