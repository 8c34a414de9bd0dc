import { serialise, strictJsonSchema, type OpenApiDocument } from '../../openapi/strict-json-schema';
import { openApiPath, WRITTEN_KINDS } from '../../openapi/written-kinds';
import { type ApiServer } from './api-server';

/** @returns the strict JSON Schema of every written kind, as this API server publishes it */
export async function dumpOpenApi(server: ApiServer): Promise<string> {
  const client = server.client();
  const documents = new Map<string, OpenApiDocument>();
  for (const apiVersion of new Set(WRITTEN_KINDS.map((kind) => kind.apiVersion))) {
    const { status, body } = await client.get(openApiPath(apiVersion));
    if (status !== 200) throw new Error(`the API server publishes no OpenAPI of ${apiVersion}: HTTP ${status}`);
    documents.set(apiVersion, body as OpenApiDocument);
  }
  return serialise(strictJsonSchema(WRITTEN_KINDS, documents));
}
