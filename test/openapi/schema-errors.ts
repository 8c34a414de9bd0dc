import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { type StrictJsonSchema } from './strict-json-schema';

/** The schema of every kind that is written, dumped from a real API server of the default Kubernetes version. */
export const SCHEMA_FILE = join(__dirname, 'kubernetes-1.36.json');
/** In the format of `sha256sum`, so that `sha256sum -c` checks it too. */
export const SHA256_FILE = join(__dirname, 'kubernetes-1.36.json.sha256');

/** @returns the hash under which the schema was committed */
export function committedSha256(): string {
  return readFileSync(SHA256_FILE, 'utf8').split(' ')[0] ?? '';
}

/** @returns the content of {@link SHA256_FILE} for this content of {@link SCHEMA_FILE} */
export function sha256Line(schema: string): string {
  return `${createHash('sha256').update(schema).digest('hex')}  kubernetes-1.36.json\n`;
}

let ajv: Ajv | undefined;
let kinds: StrictJsonSchema['kinds'];
const validators = new Map<string, ValidateFunction>();

/**
 * Checks a rendered document against the schema that the API server publishes, offline.
 *
 * @returns what is wrong, each with its path (`/spec/replicas must be integer`); empty when the document is valid
 */
export function schemaErrors(document: unknown): string[] {
  const { apiVersion, kind } = (document ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return ['the document has no apiVersion or no kind'];
  const validate = validator(`${apiVersion}/${kind}`);
  if (validate === undefined) return [`${apiVersion}/${kind} is not among the kinds of ${SCHEMA_FILE}`];
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
    const unknown: unknown = params['additionalProperty'];
    return `${instancePath} ${message}${typeof unknown === 'string' ? `: ${unknown}` : ''}`;
  });
}

function validator(key: string): ValidateFunction | undefined {
  const known = validators.get(key);
  if (known !== undefined) return known;
  if (ajv === undefined) {
    const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as StrictJsonSchema;
    ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
    ajv.addSchema({ $id: 'kubernetes', definitions: schema.definitions });
    kinds = schema.kinds;
  }
  const definition = kinds[key];
  if (definition === undefined) return undefined;
  const compiled = ajv.compile({ $ref: `kubernetes#/definitions/${definition}` });
  validators.set(key, compiled);
  return compiled;
}
