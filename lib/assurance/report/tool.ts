import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program that wrote a report. */
export interface Tool {
  /** Name of the package. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
}

/** @returns this package: its manifest lies beside `build/`, and beside `lib/` in the repository */
export function thisTool(): Tool {
  const manifest = readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8');
  const { name, version } = JSON.parse(manifest) as Tool;
  return { name, version };
}
