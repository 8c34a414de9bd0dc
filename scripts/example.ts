import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of examples/ with a program in it. */
export interface Example {
  /** Name of the folder, and of the output's folder. */
  readonly name: string;
  /** Path of the program. */
  readonly main: string;
}

/** Every folder that has a `main.ts`, by name. */
export function findExamples(folder: string): Example[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, main: join(folder, name, 'main.ts') }))
    .filter(({ main }) => existsSync(main))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
