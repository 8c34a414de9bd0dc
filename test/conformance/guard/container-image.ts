import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUARD_FOLDER } from '../tools/guard-venv/guard-venv';

/**
 * What the guard's image starts when the pod names no command, read from `guard/Containerfile`.
 *
 * @throws when the last stage has no ENTRYPOINT in exec form
 */
export function guardEntrypoint(): string[] {
  const lines = readFileSync(join(GUARD_FOLDER, 'Containerfile'), 'utf8').split('\n');
  const entrypoint = lines.filter((line) => /^ENTRYPOINT\s/.test(line)).at(-1);
  const words =
    entrypoint === undefined ? undefined : (JSON.parse(entrypoint.replace(/^ENTRYPOINT\s+/, '')) as unknown);
  if (!Array.isArray(words) || words.length === 0)
    throw new Error('guard/Containerfile has no ENTRYPOINT in exec form');
  return words.map(String);
}
