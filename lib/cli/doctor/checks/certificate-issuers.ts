import { describe, type DocumentSet, type KubernetesDocument, referenceTo } from '../../../assurance';
import { at, fieldsOf, listOf, textOf } from '../../../assurance/fields';
import { namespaceOf } from '../../../assurance/resource-names';
import { type ClusterFacts, namesOf } from '../cluster-facts';
import { type Precondition, PreconditionState } from '../precondition';

/** Annotations with which an Ingress or a Gateway names its issuer. */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  'cert-manager.io/issuer': 'Issuer',
  'cert-manager.io/cluster-issuer': 'ClusterIssuer',
};
const RESOURCES: Readonly<Record<string, string>> = {
  Issuer: 'issuers.cert-manager.io',
  ClusterIssuer: 'clusterissuers.cert-manager.io',
};
const REMEDY = 'Make the issuer and see that it becomes ready: https://cert-manager.io/docs/configuration/';

/** A certificate whose issuer is not there or not ready never comes, and what serves it does not start. */
export function certificateIssuers(documents: DocumentSet, { objects, unseen }: ClusterFacts): Precondition[] {
  const users = new Map<string, string[]>();
  for (const document of documents.documents) {
    for (const issuer of issuersOf(document)) {
      users.set(issuer, [...(users.get(issuer) ?? []), describe(referenceTo(document))]);
    }
  }
  return [...users].flatMap(([issuer, neededBy]): Precondition[] => {
    const [kind = '', key = ''] = issuer.split(' ');
    if (namesOf(documents, kind).has(key)) return [];
    const need = `certificate issuer ${issuer.replace(' /', ' ')}`;
    const there = namesOf(objects, kind).get(key);
    const hidden = unseen.get(RESOURCES[kind] ?? '');
    if (there === undefined && hidden !== undefined)
      return [{ need, state: PreconditionState.UNKNOWN, found: hidden, neededBy }];
    if (there === undefined) {
      return [{ need, state: PreconditionState.MISSING, found: 'not there', neededBy, remedy: REMEDY }];
    }
    const ready = listOf(at(there, 'status', 'conditions'))
      .map(fieldsOf)
      .find(({ type }) => type === 'Ready');
    if (ready?.status === 'True') return [{ need, state: PreconditionState.MET, found: 'ready', neededBy }];
    const why = textOf(ready?.message) ?? 'it says nothing';
    return [{ need, state: PreconditionState.MISSING, found: `not ready: ${why}`, neededBy, remedy: REMEDY }];
  });
}

function issuersOf(document: KubernetesDocument): string[] {
  const { kind, metadata, spec } = document;
  const namespace = namespaceOf(document) ?? '';
  const named = (issuer: string, name: string): string => `${issuer} ${issuer === 'Issuer' ? namespace : ''}/${name}`;
  const annotated = Object.entries(ANNOTATIONS).flatMap(([key, issuer]) => {
    const name = metadata.annotations?.[key];
    return name === undefined ? [] : [named(issuer, name)];
  });
  const reference = fieldsOf(kind === 'Certificate' ? at(spec, 'issuerRef') : undefined);
  const name = textOf(reference.name);
  return [...annotated, ...(name === undefined ? [] : [named(textOf(reference.kind) ?? 'Issuer', name)])];
}
