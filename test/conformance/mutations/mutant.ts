import { describe, referenceTo, type KubernetesDocument } from '../../../lib/assurance/document';

/** All documents, one of them with one thing taken away or widened. */
export interface Mutant {
  /** `Deployment output/guard: spec.template.spec.hostUsers removed`. */
  readonly name: string;
  readonly documents: readonly KubernetesDocument[];
  /** The document as it was. */
  readonly original: KubernetesDocument;
  /** The document as it is now. @default - it was removed */
  readonly changed?: KubernetesDocument;
}

export type Path = readonly (string | number)[];

/** A map or a list, to be changed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Place = any;

/** @returns the mutant between two sets of documents that differ in one, by identity */
export function mutantOf(
  name: string,
  documents: readonly KubernetesDocument[],
  mutated: readonly KubernetesDocument[],
): Mutant {
  const original = documents.find((document) => !mutated.includes(document));
  if (original === undefined) throw new Error(`${name} changes nothing`);
  const changed = mutated.find((document) => !documents.includes(document));
  return { name, documents: mutated, original, ...(changed !== undefined && { changed: plain(changed) }) };
}

/** @returns the documents without the one given */
export function without(documents: readonly KubernetesDocument[], document: KubernetesDocument): Mutant {
  return mutantOf(
    `${nameOf(document)}: removed`,
    documents,
    documents.filter((each) => each !== document),
  );
}

/**
 * The others stay the same objects, so that what judges have prepared about them holds.
 *
 * @returns the documents with a changed copy of the one given; nothing if the change changes nothing there
 */
export function changing(
  documents: readonly KubernetesDocument[],
  document: KubernetesDocument,
  what: string,
  change: (document: Place) => void,
): Mutant[] {
  const changed = plain(document);
  change(changed);
  if (JSON.stringify(changed) === JSON.stringify(document)) return [];
  const mutated = documents.map((each) => (each === document ? changed : each));
  return [{ name: `${nameOf(document)}: ${what}`, documents: mutated, original: document, changed }];
}

/** Not structuredClone: under jest its objects are of another realm, which the CEL engine takes for no maps. */
function plain(document: KubernetesDocument): KubernetesDocument {
  return JSON.parse(JSON.stringify(document)) as KubernetesDocument;
}

function nameOf(document: KubernetesDocument): string {
  return describe(referenceTo(document));
}
