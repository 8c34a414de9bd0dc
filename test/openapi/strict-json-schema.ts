import { kindKey, type WrittenKind } from './written-kinds';

/** A schema of an OpenAPI 3.0 document or of JSON Schema: the two share the keywords that Kubernetes uses. */
export type Schema = Readonly<Record<string, unknown>>;

export interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface StrictJsonSchema {
  /** `apps/v1/Deployment` → the definition's name. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const OPENAPI_PREFIX = '#/components/schemas/';
const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

/**
 * Turns what an API server publishes into JSON Schema for the given kinds and everything that they reach. Objects with
 * named properties take no others, because the API server drops or refuses those, and prose is left out.
 *
 * @throws when a document has no schema for one of the kinds
 */
export function strictJsonSchema(
  kinds: readonly WrittenKind[],
  documents: ReadonlyMap<string, OpenApiDocument>,
): StrictJsonSchema {
  const names: Record<string, string> = {};
  const definitions: Record<string, Schema> = {};
  for (const wanted of kinds) {
    const schemas = documents.get(wanted.apiVersion)?.components.schemas ?? {};
    const name = Object.keys(schemas).find((candidate) => describesKind(schemas[candidate], wanted));
    if (name === undefined) throw new Error(`no schema of ${kindKey(wanted)} is published`);
    names[kindKey(wanted)] = name;
    addReachable(name, schemas, definitions);
  }
  return { kinds: sorted(names), definitions: sorted(definitions) };
}

/** @returns canonical JSON with a line per property, so that a change of Kubernetes is readable as a diff */
export function serialise(schema: StrictJsonSchema): string {
  return `${JSON.stringify(schema, null, 1)}\n`;
}

function describesKind(schema: Schema | undefined, { apiVersion, kind }: WrittenKind): boolean {
  const [version, group] = apiVersion.split('/').reverse();
  const described = (schema?.['x-kubernetes-group-version-kind'] ?? []) as readonly Schema[];
  // types such as DeleteOptions and Status are listed under every group; a written kind is listed once
  return (
    described.length === 1 &&
    described.every((gvk) => gvk['kind'] === kind && gvk['version'] === version && gvk['group'] === (group ?? ''))
  );
}

function addReachable(
  name: string,
  schemas: Readonly<Record<string, Schema>>,
  definitions: Record<string, Schema>,
): void {
  if (definitions[name] !== undefined) return;
  const source = schemas[name];
  if (source === undefined) throw new Error(`the published document refers to ${name} and does not define it`);
  const strict = asObject(strictly(source));
  definitions[name] = strict;
  for (const reference of references(source)) addReachable(reference, schemas, definitions);
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner.slice(OPENAPI_PREFIX.length)] : references(inner),
  );
}

function strictly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictly);
  if (typeof value !== 'object' || value === null) return value;
  const schema = value as Schema;
  const strict: Record<string, unknown> = {};
  for (const [keyword, inner] of Object.entries(schema)) {
    if (keyword === '$ref') strict[keyword] = String(inner).replace(OPENAPI_PREFIX, '#/definitions/');
    else if (keyword === 'properties') strict[keyword] = sorted(mapValues(asObject(inner), strictly));
    else if (!isAnnotation(keyword)) strict[keyword] = strictly(inner);
  }
  if (schema['format'] === 'int32') Object.assign(strict, INT32);
  if (schema['properties'] !== undefined) strict['additionalProperties'] ??= false;
  return strict;
}

/** Keywords that say nothing about which values are valid. */
function isAnnotation(keyword: string): boolean {
  return ['description', 'default', 'format'].includes(keyword) || keyword.startsWith('x-');
}

function mapValues(object: Schema, change: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function sorted<T>(object: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(object).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function asObject(value: unknown): Schema {
  return value as Schema;
}
