import { describe, type KubernetesDocument, referenceTo } from '../../../lib/assurance/document';
import { podOf } from '../../../lib/assurance/owned-pod';
import { ApiServer } from '../api-server/api-server';
import { reportQuotaUse } from '../api-server/quota-status';
import { type Mutant } from './mutant';
import { stored } from './stored-object';

/** What an API server says to a mutant. */
export type Answer = 'refused' | 'stored as before' | 'stored otherwise';

/** Kinds that are there before workloads come: they decide about what is admitted. */
const SURROUNDINGS = ['Namespace', 'ServiceAccount', 'LimitRange', 'ResourceQuota'];

/** A real API server that takes the documents as written. */
export class ApiServerJudge implements AsyncDisposable {
  /** @throws if it refuses one of the documents before anything is changed: a refusal would mean nothing */
  static async start(documents: readonly KubernetesDocument[]): Promise<ApiServerJudge> {
    const server = await ApiServer.start();
    const judge = new ApiServerJudge(server, documents);
    try {
      for (const document of documents.filter(({ kind }) => SURROUNDINGS.includes(kind))) {
        const { status, body } = await server.client().create(document);
        // Kubernetes makes an account of its own
        if (status !== 201 && status !== 409) throw new Error(`${document.kind}: ${JSON.stringify(body)}`);
      }
      await reportQuotaUse(server.client(), documents, () => '0');
      for (const document of documents) {
        const refused = (await judge.original(document)) === undefined;
        if (refused) throw new Error(`${describe(referenceTo(document))} is refused as it is written`);
      }
      return judge;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  private readonly originals = new Map<KubernetesDocument, Promise<string | undefined>>();

  private constructor(
    private readonly server: ApiServer,
    private readonly documents: readonly KubernetesDocument[],
  ) {}

  async answer({ original, changed }: Mutant): Promise<Answer> {
    const moved = changed?.metadata.namespace !== original.metadata.namespace;
    if (changed === undefined || moved) {
      return original.kind === 'ServiceAccount' && !(await this.startsWithout(original))
        ? 'refused'
        : 'stored otherwise';
    }
    const now = await this.submit(changed);
    if (now === undefined) return 'refused';
    return now === (await this.original(original)) ? 'stored as before' : 'stored otherwise';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }

  private original(document: KubernetesDocument): Promise<string | undefined> {
    const known = this.originals.get(document) ?? this.submit(document);
    this.originals.set(document, known);
    return known;
  }

  /** @returns what would be stored of the object and of the pods that come of it, or nothing if one of them is refused */
  private async submit(document: KubernetesDocument): Promise<string | undefined> {
    const objects = [document, ...(podOf(document) === undefined ? [] : [podOf(document)?.pod as KubernetesDocument])];
    const bodies: unknown[] = [];
    for (const object of objects) {
      const renamed = { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-mutant` } };
      const { status, body } = await this.server.client().create(renamed, { dryRun: true });
      if (status !== 201) return undefined;
      bodies.push(stored(body));
    }
    return JSON.stringify(bodies);
  }

  /** Whether the pods of that account are admitted while it is not there. */
  private async startsWithout(account: KubernetesDocument): Promise<boolean> {
    const { name, namespace = '' } = account.metadata;
    const client = this.server.client();
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    const { status } = await client.send('DELETE', `${path}/${name}`);
    if (status !== 200) throw new Error(`ServiceAccount ${namespace}/${name} was not there`);
    const own = this.documents.filter((each) => podOf(each)?.pod.metadata.namespace === namespace);
    const started = await Promise.all(own.map((workload) => this.submit(workload)));
    await client.create(account);
    return started.some((pods) => pods !== undefined);
  }
}
