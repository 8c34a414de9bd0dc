import {
  type DocumentSet,
  type Finding,
  type KubernetesDocument,
  type ObjectReference,
  referenceTo,
} from '../../assurance';
import { at, listOf, textOf } from '../../assurance/fields';

/**
 * Leaves out what is said of a pod or a ReplicaSet and was said of the workload that made it already, waived or not: in a
 * live cluster every finding would otherwise come once for each replica.
 *
 * @param waived findings that somebody answers for
 */
export function foldOwned(documents: DocumentSet, findings: readonly Finding[], waived: readonly Finding[]): Finding[] {
  const said = new Set([...findings, ...waived].map(({ rule, object }) => `${rule} ${key(object)}`));
  const owners = new Map(documents.documents.map((document) => [key(referenceTo(document)), controllerOf(document)]));
  const isRepeated = ({ rule, object }: Finding): boolean =>
    ancestors(owners, key(object)).some((owner) => said.has(`${rule} ${owner}`));
  return findings.filter((finding) => !isRepeated(finding));
}

/** Of a Pod: its ReplicaSet and its Deployment. What claims to own itself owns nothing. */
function ancestors(owners: ReadonlyMap<string, string | undefined>, object: string): string[] {
  const found: string[] = [];
  for (let owner = owners.get(object); owner !== undefined && owner !== object; owner = owners.get(owner)) {
    if (found.includes(owner)) break;
    found.push(owner);
  }
  return found;
}

function controllerOf({ metadata }: KubernetesDocument): string | undefined {
  const owner = listOf(metadata.ownerReferences).find((reference) => at(reference, 'controller') === true);
  const [apiVersion, kind, name] = ['apiVersion', 'kind', 'name'].map((field) => textOf(at(owner, field)));
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  return key({ apiVersion, kind, name, namespace: metadata.namespace });
}

function key({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return `${apiVersion} ${kind} ${namespace ?? ''}/${name}`;
}
