import { DocumentSet, type KubernetesDocument } from '../../assurance';
import { at, textOf } from '../../assurance/fields';
import { PARAMETERS } from '../../assurance/policy-parameters';
import { PolicyZones } from '../../assurance/policy-zones';
import { errors } from '../errors';
import { type Kubectl, lastLine } from './kubectl';
import { extensionsAmong, JUDGED_RESOURCES } from './resources';
import { SECRET_TABLE, secretHeads } from './secret-heads';

/** What was seen of a cluster. */
export interface ClusterView {
  /** Its objects. */
  readonly documents: DocumentSet;
  /** Which cluster it is, in words. */
  readonly source: string;
  /** What could not be read, each with the reason. */
  readonly unseen: readonly string[];
}

/** Questions that are open at a time. */
const AT_ONCE = 4;

/** Reads what rules and claims judge from a running cluster. */
export class ClusterReader {
  private readonly unseen: string[] = [];

  constructor(private readonly kubectl: Kubectl) {}

  /**
   * @param zones namespaces that are judged although they do not carry the label of a zone
   * @throws if the cluster does not answer
   */
  async read(zones: readonly string[]): Promise<ClusterView> {
    const served = await this.kubectl.resources();
    const isServed = (resource: string): boolean => served.has(resource);
    for (const resource of JUDGED_RESOURCES.filter((each) => !isServed(each))) {
      this.unseen.push(`${resource}: the cluster does not serve it`);
    }
    const resources = [...JUDGED_RESOURCES.filter(isServed), ...extensionsAmong(served)];
    const lists = await inTurn(resources, (resource) => this.list(resource, '--all-namespaces'));
    const objects = [...lists.flat(), ...(await this.secrets())].filter(isAlive);
    const seen = DocumentSet.of(objects);
    const namespaces = new Set([...new PolicyZones(seen, zones).zones, PARAMETERS.namespace, ...parameterPlaces(seen)]);
    const configMaps = await inTurn([...namespaces], (namespace) =>
      this.list('configmaps', `--namespace=${namespace}`),
    );
    const documents = DocumentSet.of([...objects, ...configMaps.flat()]);
    if (documents.documents.length === 0) throw errors.clusterUnreachable(this.unseen.join('; '));
    return { documents, source: `the cluster of ${this.kubectl.context}`, unseen: this.unseen };
  }

  private async list(resource: string, scope: string): Promise<readonly KubernetesDocument[]> {
    const { code, stdout, stderr } = await this.kubectl.get(resource, scope, '--output=json');
    if (code !== 0) {
      this.unseen.push(`${resource}: ${lastLine(stderr)}`);
      return [];
    }
    return DocumentSet.of([JSON.parse(stdout)]).documents;
  }

  private async secrets(): Promise<readonly object[]> {
    const { code, stdout, stderr } = await this.kubectl.get(...SECRET_TABLE);
    if (code === 0) return secretHeads(stdout);
    this.unseen.push(`secrets: ${lastLine(stderr)}`);
    return [];
  }
}

/** @returns namespaces in which the bindings of admission rules find parameters */
function parameterPlaces(documents: DocumentSet): string[] {
  return documents
    .ofKind('ValidatingAdmissionPolicyBinding')
    .map((binding) => textOf(at(binding, 'spec', 'paramRef', 'namespace')))
    .filter((namespace) => namespace !== undefined)
    .sort();
}

/** Pods that are over, and the ReplicaSets that a rollout left behind, run nothing. */
function isAlive(document: unknown): boolean {
  const phase = at(document, 'status', 'phase');
  if (at(document, 'kind') === 'Pod') return phase !== 'Succeeded' && phase !== 'Failed';
  return !(at(document, 'kind') === 'ReplicaSet' && at(document, 'spec', 'replicas') === 0);
}

/** Like `Promise.all`, with few at a time: each is a process. */
async function inTurn<T>(names: readonly string[], ask: (name: string) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let start = 0; start < names.length; start += AT_ONCE) {
    answers.push(...(await Promise.all(names.slice(start, start + AT_ONCE).map(ask))));
  }
  return answers;
}
