/** `npm run bindings:select -- <provider schema>`: keeps what selection.ts names in lib/infra/schema/. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filterSchema, OCI_PROVIDER, type ProviderSchemaFile } from './filter-schema';
import { SCHEMA_FILE, type SchemaSource, sha256, SOURCE_FILE } from './schema-file';
import { SELECTION } from './selection';

const path = process.argv[2];
if (path === undefined) throw new Error('expected the path of what `terraform providers schema -json` printed');

const unfiltered = readFileSync(path);
const filtered = filterSchema(JSON.parse(unfiltered.toString('utf8')) as ProviderSchemaFile, SELECTION);
const text = `${JSON.stringify(filtered, null, 1)}\n`;
const source: SchemaSource = {
  provider: OCI_PROVIDER,
  version: filtered.provider_versions[OCI_PROVIDER] ?? '',
  unfilteredSha256: sha256(unfiltered),
  sha256: sha256(text),
};
mkdirSync(dirname(SCHEMA_FILE), { recursive: true });
writeFileSync(SCHEMA_FILE, text);
writeFileSync(SOURCE_FILE, `${JSON.stringify(source, null, 2)}\n`);
console.log(`${SCHEMA_FILE}: ${SELECTION.resources.length} resources, ${SELECTION.dataSources.length} data sources`);
