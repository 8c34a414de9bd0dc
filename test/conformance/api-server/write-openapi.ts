import { writeFile } from 'node:fs/promises';
import { SCHEMA_FILE, SHA256_FILE, sha256Line } from '../../openapi/schema-errors';
import { ApiServer } from './api-server';
import { dumpOpenApi } from './openapi-dump';

/** Rewrites the committed schema from a real API server: `npx tsx test/conformance/api-server/write-openapi.ts`. */
async function main(): Promise<void> {
  await using server = await ApiServer.start();
  const schema = await dumpOpenApi(server);
  await writeFile(SCHEMA_FILE, schema);
  await writeFile(SHA256_FILE, sha256Line(schema));
}

void main();
