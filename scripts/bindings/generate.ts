/** `npm run bindings`: regenerates lib/infra/bindings/ from the committed schema. Nothing in that folder is written by hand. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generateBindings } from './generate-bindings';
import { SCHEMA_FILE } from './schema-file';

const folder = resolve(__dirname, '../../lib/infra/bindings');

async function main(): Promise<void> {
  const bindings = await generateBindings(readFileSync(SCHEMA_FILE, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of bindings) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  console.log(`${folder}: ${bindings.size} files`);
}

void main();
