import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DEPLOYER } from '../../../lib/assurance/policy-request';
import { namespaceOf, resourceOf } from '../../../lib/assurance/resource-names';
import { type PolicyCase } from '../../policies/policy-case';
import { type ApiResponse } from '../api-server/api-client';
import { type ApiServer } from '../api-server/api-server';
import { personaOf } from './prepared-cluster';

/** What the API server said to a request, as far as admission policies are concerned. */
export interface Admission {
  /** Name of the policy that denied it. @default - none did */
  readonly deniedBy?: string;
  /** The whole answer. */
  readonly response: ApiResponse;
}

/** Sends one row of a table; nothing is stored, but CONNECT has no dry run. */
export async function submit(server: ApiServer, row: PolicyCase): Promise<Admission> {
  const client = server.client(personaOf(row.as ?? DEPLOYER));
  const { operation = 'CREATE', object, body, subResource } = row;
  const itself = `${collectionOf(object)}/${object.metadata.name}`;
  const path = subResource === undefined ? itself : `${itself}/${subResource}`;
  switch (operation) {
    case 'CREATE':
      return admission(
        await client.send(
          'POST',
          `${subResource === undefined ? collectionOf(object) : path}?dryRun=All`,
          body ?? object,
        ),
      );
    case 'UPDATE':
      return admission(await client.send('PUT', `${path}?dryRun=All`, await changed(server, itself, row)));
    case 'DELETE':
      return admission(await client.send('DELETE', `${path}?dryRun=All`));
    case 'CONNECT':
      return admission(await client.send('GET', `${path}?command=true&ports=8000`));
  }
}

/** The path of the collection that the object belongs to. */
export function collectionOf(object: KubernetesDocument): string {
  const { apiVersion, kind } = object;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = namespaceOf(object);
  return `${root}/${namespace === undefined ? '' : `namespaces/${namespace}/`}${resourceOf(kind)}`;
}

function admission(response: ApiResponse): Admission {
  const { message = '' } = (typeof response.body === 'object' ? response.body : {}) as { readonly message?: string };
  const [, deniedBy] = /ValidatingAdmissionPolicy '([^']+)' with binding '[^']+' denied request/.exec(message) ?? [];
  return deniedBy === undefined ? { response } : { deniedBy, response };
}

/** The stored object with what the row changes: a pod sent afresh would lack what the API server has set. */
async function changed(server: ApiServer, path: string, { object, stored }: PolicyCase): Promise<unknown> {
  const { status, body } = await server.client().get(path);
  if (status !== 200) throw new Error(`nothing is stored at ${path}: ${JSON.stringify(body)}`);
  return merged(body, stored ?? object, object);
}

function merged(live: unknown, from: unknown, to: unknown): unknown {
  if (!isMap(live) || !isMap(from) || !isMap(to)) return to;
  const result: Record<string, unknown> = { ...live };
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (JSON.stringify(from[key]) === JSON.stringify(to[key])) continue;
    if (to[key] === undefined) delete result[key];
    else result[key] = merged(live[key], from[key], to[key]);
  }
  return result;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
