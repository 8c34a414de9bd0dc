import { readFileSync } from 'node:fs';
import { committedSha256, SCHEMA_FILE, sha256Line } from '../../openapi/schema-errors';
import { ApiServer } from './api-server';
import { dumpOpenApi } from './openapi-dump';

test('the committed schema is what the real API server publishes for the kinds that are written', async () => {
  await using server = await ApiServer.start();
  const dumped = await dumpOpenApi(server);
  expect(sha256Line(dumped)).toBe(sha256Line(readFileSync(SCHEMA_FILE, 'utf8')));
  expect(sha256Line(dumped)).toContain(committedSha256());
});
