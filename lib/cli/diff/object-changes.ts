import { describe, type DocumentSet, type KubernetesDocument, referenceTo } from '../../assurance';
import { groupOf } from '../../assurance/document';
import { differences } from './differences';
import { immutableFields } from './immutable-fields';

/** One object that is in both sets and not the same. */
export interface ObjectChange {
  /** Which object. */
  readonly object: string;
  /** Paths of the fields that differ, for example `spec.replicas`. */
  readonly fields: readonly string[];
  /** Those of them that the API server does not let an update change, each with what that means. */
  readonly immutable: readonly string[];
}

/** What became of the objects. */
export interface ObjectChanges {
  /** Objects that are only in the new set. */
  readonly added: readonly string[];
  /** Objects that are only in the old set. */
  readonly removed: readonly string[];
  /** Objects that differ. */
  readonly changed: readonly ObjectChange[];
}

/** Compares two sets of documents object by object; an object that moves to another version of its API stays the same one. */
export function compareObjects(before: DocumentSet, after: DocumentSet): ObjectChanges {
  const old = byIdentity(before);
  const young = byIdentity(after);
  const named = (documents: readonly KubernetesDocument[]): string[] =>
    documents.map((document) => describe(referenceTo(document))).sort();
  return {
    added: named([...young].filter(([key]) => !old.has(key)).map(([, document]) => document)),
    removed: named([...old].filter(([key]) => !young.has(key)).map(([, document]) => document)),
    changed: [...old]
      .flatMap(([key, document]) => change(document, young.get(key)) ?? [])
      .sort((a, b) => (a.object < b.object ? -1 : 1)),
  };
}

function byIdentity(documents: DocumentSet): Map<string, KubernetesDocument> {
  return new Map(
    documents.documents.map((document) => {
      const { kind, metadata } = document;
      return [`${groupOf(document)} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`, document];
    }),
  );
}

function change(before: KubernetesDocument, after: KubernetesDocument | undefined): ObjectChange | undefined {
  if (after === undefined) return undefined;
  const fields = differences(before, after);
  if (fields.length === 0) return undefined;
  return { object: describe(referenceTo(after)), fields, immutable: immutableFields(before, after) };
}
