import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ApiServer } from '../api-server/api-server';
import { type KubernetesObject } from '../api-server/kubernetes-object';
import { type Persona } from '../api-server/persona';
import { reportQuotaUse } from '../api-server/quota-status';
import { writtenExample, type WrittenExample } from '../api-server/written-examples';
import { type CommandResult } from '../tools/command';
import { CERT_MANAGER } from './stand-in-kinds';

/** The namespace of the example's pipelines. */
export const PIPELINES = 'pipelines';

/** Who acts as a ServiceAccount of the pipelines. */
export function account(name: string): Persona {
  return {
    name: `system:serviceaccount:${PIPELINES}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${PIPELINES}`],
  };
}

/** How one stage of the example went. */
export interface Stage {
  readonly documents: readonly KubernetesObject[];
  readonly result: CommandResult;
}

/** A real API server that holds everything that the example writes, with its admission policies in force. */
export class MlopsCluster implements AsyncDisposable {
  private constructor(
    readonly server: ApiServer,
    readonly example: WrittenExample,
    readonly stages: readonly Stage[],
  ) {}

  /**
   * Applies the example in written order, as kubectl does and with unknown fields refused. Definitions of kinds come before
   * objects of them, as whoever applies a folder has to wait for them. Webhooks come last: what answers them, the API server
   * of Kubeflow Pipelines, is in no package registry, and nothing could be written of the kinds that they guard.
   */
  static async start(personas: readonly Persona[]): Promise<MlopsCluster> {
    const example = writtenExample('mlops');
    const server = await ApiServer.start({ personas });
    const folder = await mkdtemp(join(tmpdir(), 'secure-llm-mlops-'));
    try {
      const stages: Stage[] = [];
      for (const [index, documents] of inStages(example.documents).entries()) {
        if (index === 0) for (const definition of CERT_MANAGER) await server.client().create(definition);
        const file = join(folder, `${index}.yaml`);
        await writeFile(file, documents.map((document) => stringify(document)).join('---\n'));
        stages.push({ documents, result: await server.apply([file]) });
        if (documents.some(isDefinition)) await established(server);
      }
      await reportQuotaUse(server.client(), example.documents, () => '0');
      return new MlopsCluster(server, example, stages);
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** @throws when the example does not have exactly one such object */
  find(kind: string, name: string): KubernetesObject {
    const found = this.example.documents.filter(
      ({ kind: each, metadata }) => each === kind && metadata.name === name && metadata.namespace === PIPELINES,
    );
    const [only] = found;
    if (only === undefined || found.length > 1) throw new Error(`${found.length} of ${kind} ${name}; expected 1`);
    return only;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.server[Symbol.asyncDispose]();
  }
}

/** Definitions of kinds, everything else, webhooks: each in the order in which it is written. */
function inStages(documents: readonly KubernetesObject[]): KubernetesObject[][] {
  const rest = documents.filter((document) => !isDefinition(document) && !isWebhook(document));
  return [documents.filter(isDefinition), rest, documents.filter(isWebhook)];
}

function isDefinition({ kind }: KubernetesObject): boolean {
  return kind === 'CustomResourceDefinition';
}

function isWebhook({ kind }: KubernetesObject): boolean {
  return kind.endsWith('WebhookConfiguration');
}

async function established(server: ApiServer): Promise<void> {
  const { code, stderr } = await server.kubectl([
    ...['wait', '--for=condition=Established', 'customresourcedefinitions', '--all', '--timeout=60s'],
  ]);
  if (code !== 0) throw new Error(stderr);
}
