import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goBuild } from '../tools/go/go-build';
import { cachedTool } from '../tools/tool-cache';

const SOURCE = join(__dirname, 'oracle');

/** @returns the path of the program that asks three independent evaluators, built from the sources in `oracle/` */
export async function oracleProgram(): Promise<string> {
  return cachedTool({
    name: 'oracle',
    version: await digestOfSources(),
    keptVersions: 2,
    binary: 'oracle',
    install: (folder) =>
      goBuild({ subject: 'oracle', module: SOURCE, packages: ['.'], output: join(folder, 'oracle') }),
  });
}

/** go.sum says which evaluators they are. */
async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(SOURCE)).sort())
    hash.update(`${name}\0`).update(await readFile(join(SOURCE, name)));
  return hash.digest('hex').slice(0, 16);
}
