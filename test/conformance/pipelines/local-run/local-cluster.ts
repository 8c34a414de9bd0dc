import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { type ApiClient } from '../../api-server/api-client';
import { ApiServer } from '../../api-server/api-server';
import { type KubernetesObject } from '../../api-server/kubernetes-object';
import { ADMIN, type Persona } from '../../api-server/persona';
import { RELEASES } from '../../../policies/approvals';
import { type StepImage } from './step-images';
import { StandInRollouts } from './stand-in-rollouts';

/** What it may do is tested in the parts `policies` and `releases`; here it is about what the pipeline does. */
const RELEASER: Persona = { name: 'system:serviceaccount:pipelines:releaser', groups: ['system:masters'] };

/** How a tier is released. */
export interface Released {
  readonly annotations: Readonly<Record<string, string>>;
  readonly configMap: Readonly<Record<string, string>>;
}

interface PodTemplate {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly volumes: readonly { readonly configMap?: { readonly name: string } }[] };
}

/** A real API server with the tiers of a stack, for steps that release. */
export class LocalCluster implements AsyncDisposable {
  private constructor(
    private readonly server: ApiServer,
    private readonly folder: string,
    private readonly rollouts: StandInRollouts,
  ) {}

  /** @param documents namespaces, ConfigMaps and Deployments of the tiers; they are rolled out by a stand-in */
  static async start(documents: readonly KubernetesObject[]): Promise<LocalCluster> {
    const server = await ApiServer.start({ personas: [RELEASER] });
    try {
      const client = server.client();
      for (const document of documents) await create(client, document);
      for (const { metadata } of documents.filter(({ kind }) => kind === 'Namespace')) {
        // pods need it, and no controller makes it
        await create(client, object('ServiceAccount', { name: 'default', namespace: metadata.name }));
      }
      const folder = await mkdtemp(join(tmpdir(), 'service-account-'));
      const { clusters, users } = parse(server.kubeconfig(RELEASER)) as {
        readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
        readonly users: readonly { readonly user: { readonly token: string } }[];
      };
      const authority = clusters[0]?.cluster['certificate-authority-data'] ?? '';
      await writeFile(join(folder, 'ca.crt'), Buffer.from(authority, 'base64'));
      await writeFile(join(folder, 'token'), users[0]?.user.token ?? '');
      const tiers = documents.filter(({ kind }) => kind === 'Deployment');
      return new LocalCluster(server, folder, await StandInRollouts.of(client, tiers));
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  get client(): ApiClient {
    return this.server.client(ADMIN);
  }

  /** Starts a step with the token of its ServiceAccount in its place. */
  get wrapper(): readonly string[] {
    return ['/bin/sh', join(__dirname, 'in-a-pod.sh'), this.folder];
  }

  /** The images in pods of this cluster: with the address of the API server in their environment. */
  inPods(images: Readonly<Record<string, StepImage>>): Record<string, StepImage> {
    const address = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT_HTTPS: String(this.server.port) };
    return Object.fromEntries(
      Object.entries(images).map(([name, { python, env }]) => [name, { python, env: { ...env, ...address } }]),
    );
  }

  /** What a tier's pod template says of its release, and what the ConfigMap of a volume holds. */
  async released(namespace: string, deployment: string, volume: string): Promise<Released> {
    const { body } = await this.client.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`);
    const { metadata, spec } = (body as { readonly spec: { readonly template: PodTemplate } }).spec.template;
    const names = spec.volumes.flatMap(({ configMap }) => configMap?.name ?? []);
    const name = names.find((each) => each.includes(volume)) ?? '';
    const map = await this.client.get(`/api/v1/namespaces/${namespace}/configmaps/${name}`);
    return {
      annotations: metadata.annotations,
      configMap: (map.body as { readonly data: Released['configMap'] }).data,
    };
  }

  /** The record that the exit handler kept. @throws unless there is exactly one */
  async record(): Promise<Record<string, unknown>> {
    const records = (await this.releases()).filter(({ metadata }) => metadata.name.startsWith('release-record-'));
    const [text, ...others] = records.map(({ data }) => (data as Readonly<Record<string, string>>)['record.json']);
    if (text === undefined || others.length > 0) throw new Error(`there are ${records.length} records, expected one`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /**
   * Waits for a candidate and approves it, as a person would.
   *
   * @param approvals the ConfigMap with the list
   * @param file what of the candidate is approved
   * @returns the line that was approved
   */
  async approveCandidate(approvals: string, file: string, signal: AbortSignal): Promise<string | undefined> {
    while (!signal.aborted) {
      const candidate = (await this.releases()).find(({ metadata }) => metadata.name.startsWith('candidate-'));
      if (candidate !== undefined) return this.approve(approvals, file, candidate);
      await sleep(200);
    }
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rollouts[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async releases(): Promise<readonly KubernetesObject[]> {
    const { body } = await this.client.get(`/api/v1/namespaces/${RELEASES}/configmaps`);
    return (body as { readonly items: readonly KubernetesObject[] }).items;
  }

  private async approve(approvals: string, file: string, candidate: KubernetesObject): Promise<string> {
    const content = ((candidate['data'] ?? {}) as Readonly<Record<string, string>>)[file] ?? '';
    const number = candidate.metadata.annotations?.['secure-llm.dev/proposed-release'] ?? '';
    const line = `${number} ${createHash('sha256').update(content).digest('hex')}`;
    const path = `/api/v1/namespaces/${RELEASES}/configmaps/${approvals}`;
    const answer = await this.client.send('PATCH', path, { data: { approved: line } }, 'application/merge-patch+json');
    if (answer.status !== 200) throw new Error(`the approval was not written: ${JSON.stringify(answer.body)}`);
    return line;
  }
}

async function create(client: ApiClient, document: KubernetesObject): Promise<void> {
  const { status, body } = await client.create(document);
  if (status !== 201) throw new Error(`${document.kind} ${document.metadata.name}: ${JSON.stringify(body)}`);
}

function object(kind: string, metadata: KubernetesObject['metadata']): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata };
}
