import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { type PolicyCase } from '../policy-case';

/** The table of each rule, by its id: one file beside this one each. */
export const TABLES: ReadonlyMap<string, readonly PolicyCase[]> = new Map(
  readdirSync(__dirname)
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index')
    .sort()
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    .map((rule) => [rule, (require(`./${rule}`) as { readonly cases: readonly PolicyCase[] }).cases]),
);
