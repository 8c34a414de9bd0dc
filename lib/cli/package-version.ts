import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** package.json: two folders up in the repository (`lib/cli`) and in the package (`build/cli`). */
const PACKAGE = join(__dirname, '..', '..', 'package.json');

/** @returns version of this package */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly version: string }).version;
}
