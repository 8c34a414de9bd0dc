import { type ObjectReference } from './finding';

/** Head of an object, as far as the judges read it. */
export interface DocumentMetadata {
  /** Name; of an object that is still to be named by the API server, its `generateName`. */
  readonly name: string;
  /**
   * Namespace.
   * @default - the object is cluster-scoped, or the document leaves it to whoever applies it
   */
  readonly namespace?: string;
  /**
   * Labels by key.
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Annotations by key.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
  /** Whatever else the document's metadata says. */
  readonly [field: string]: unknown;
}

/** A rendered Kubernetes object as plain data: what a file says, without defaults and without a schema. */
export interface KubernetesDocument {
  /** Group and version, for example `apps/v1`; the core group has the version only. */
  readonly apiVersion: string;
  /** Kind, for example `Deployment`. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. */
  readonly metadata: DocumentMetadata;
  /** Fields of the kind itself. */
  readonly [field: string]: unknown;
}

/** @returns the API group, `''` for the core group */
export function groupOf({ apiVersion }: { readonly apiVersion: string }): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** @returns what a finding says about where it is */
export function referenceTo({ apiVersion, kind, metadata }: KubernetesDocument): ObjectReference {
  const { name, namespace } = metadata;
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
}

/** `Deployment guardrail/guardrail`: how a message names an object. */
export function describe({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
