import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A part of the suite that can be run alone: `npm run conformance -- <name>`. */
export interface Part {
  readonly name: string;
  /** Whether the part runs only when it is named, because it takes too long for every change. @default false */
  readonly onlyByName?: boolean;
  /**
   * @param held whether its output is shown in one piece at the end
   * @returns the exit code of the part's test runner
   */
  run(held: boolean): Promise<number>;
}

/** @returns every folder below the given one that holds a `*.test.ts`, by name */
export function jestFolders(suite: string): string[] {
  return readdirSync(suite, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && holdsTest(join(suite, entry.name)))
    .map(({ name }) => name)
    .sort();
}

/**
 * @param wanted names from the command line; none means all but those that must be named
 * @throws on a name that no part has
 */
export function selectParts(parts: readonly Part[], wanted: readonly string[]): Part[] {
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Error(`there is no part ${unknown.join(', ')}; parts are: ${parts.map(({ name }) => name).join(', ')}`);
  }
  return parts.filter(({ name, onlyByName = false }) => (wanted.length === 0 ? !onlyByName : wanted.includes(name)));
}

function holdsTest(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.test.ts'));
}
