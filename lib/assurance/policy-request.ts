import { groupOf, type KubernetesDocument } from './document';
import { namespaceOf, resourceOf } from './resource-names';

/** Who asks, as far as admission tells policies. */
export interface Requester {
  /** User name, for a ServiceAccount `system:serviceaccount:NAMESPACE:NAME`. */
  readonly username: string;
  /** Groups of the user. */
  readonly groups: readonly string[];
}

/**
 * Whom a document is judged as: it is deployed by somebody in the group of deployers. A rule that looks at the user is
 * held against this one only; what it does to others shows in a cluster alone, and the verdict says so.
 */
export const DEPLOYER: Requester = {
  username: 'secure-llm:deployer',
  groups: ['secure-llm:deployers', 'system:authenticated'],
};

/** An operation on an object, as an API server describes it to admission. */
export interface AdmissionRequest {
  /** `CREATE`, `UPDATE`, `DELETE` or `CONNECT`. */
  readonly operation: string;
  /** API group of the resource, `''` for the core group. */
  readonly group: string;
  /** Version of the resource. */
  readonly version: string;
  /** Resource, for example `pods`. */
  readonly resource: string;
  /**
   * Subresource, for example `exec`.
   * @default - the object itself
   */
  readonly subResource?: string;
  /** Kind of the object that is sent. */
  readonly kind: string;
  /**
   * Namespace.
   * @default - the object is cluster-scoped
   */
  readonly namespace?: string;
  /** Name of the object; of a Namespace also its namespace. */
  readonly name: string;
  /** Who asks. */
  readonly requester: Requester;
  /**
   * The object that is sent.
   * @default - none, as for DELETE
   */
  readonly object?: unknown;
  /**
   * The object that is stored.
   * @default - none, as for CREATE
   */
  readonly oldObject?: unknown;
}

/** @returns the request that creates the document */
export function creation(document: KubernetesDocument, requester: Requester = DEPLOYER): AdmissionRequest {
  const { apiVersion, kind, metadata } = document;
  return {
    operation: 'CREATE',
    group: groupOf(document),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
    resource: resourceOf(kind),
    kind,
    // an API server gives the name of a Namespace as its namespace too
    namespace: kind === 'Namespace' ? metadata.name : namespaceOf(document),
    name: metadata.name,
    requester,
    object: document,
  };
}
