import { type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, listOf, textOf } from '../fields';
import { type ObjectReference } from '../finding';
import { grants, type Permission } from './permission';
import { type OriginatedRule, Roles } from './roles';
import { isEveryone, type Subject, subjectOf } from './subject';

/** Somebody who may do something, and what lets them. */
export interface Grant {
  /** Who. */
  readonly subject: Subject;
  /** The binding, and the role that holds the rule. */
  readonly letBy: readonly ObjectReference[];
}

/** A binding to a role that nobody has seen. */
export interface UnknownRole {
  /** The binding. */
  readonly binding: ObjectReference;
  /** Namespace that it is about; nothing for all. */
  readonly namespace?: string;
  /** Name of the role. */
  readonly role: string;
}

interface BoundRole {
  readonly subjects: readonly Subject[];
  readonly binding: ObjectReference;
  readonly namespace?: string;
  readonly rules: readonly OriginatedRule[];
}

const GROUP = 'rbac.authorization.k8s.io';

/** Who may do what, by the RBAC objects of a set of documents. */
export class Authorization {
  /** @returns the same for the same set of documents */
  static of(documents: DocumentSet): Authorization {
    const known = authorizations.get(documents);
    if (known !== undefined) return known;
    const authorization = new Authorization(documents);
    authorizations.set(documents, authorization);
    return authorization;
  }

  /** Bindings whose role was not seen: what they let is not known. */
  readonly unknownRoles: readonly UnknownRole[];
  private readonly bound: readonly BoundRole[];

  private constructor(documents: DocumentSet) {
    const roles = new Roles(documents);
    const unknown: UnknownRole[] = [];
    const bindings = [...documents.ofKind('ClusterRoleBinding', GROUP), ...documents.ofKind('RoleBinding', GROUP)];
    this.bound = bindings.flatMap((document): BoundRole[] => {
      const binding = referenceTo(document);
      const namespace = document.kind === 'RoleBinding' ? (document.metadata.namespace ?? 'default') : undefined;
      const place = namespace === undefined ? {} : { namespace };
      const name = textOf(at(document, 'roleRef', 'name')) ?? '';
      const isRole = at(document, 'roleRef', 'kind') === 'Role';
      const rules = isRole ? roles.role(namespace ?? 'default', name) : roles.clusterRole(name);
      const subjects = listOf(document.subjects)
        .map((entry) => subjectOf(entry, namespace))
        .filter((subject) => subject !== undefined)
        .filter((subject) => !isControlPlane(document, subject));
      if (rules === undefined && subjects.length > 0) unknown.push({ binding, role: name, ...place });
      return rules === undefined || subjects.length === 0 ? [] : [{ subjects, binding, rules, ...place }];
    });
    this.unknownRoles = unknown;
  }

  /** How many bindings were read. */
  get size(): number {
    return this.bound.length;
  }

  /**
   * @param namespace that it is about; without one, the whole cluster, which a RoleBinding never lets
   * @returns everyone who may do it
   */
  whoCan(permission: Permission, namespace?: string): Grant[] {
    return this.bound
      .filter((bound) => bound.namespace === undefined || bound.namespace === namespace)
      .flatMap(({ subjects, binding, rules }) => {
        const letting = rules.find(({ rule }) => grants(rule, permission));
        return letting === undefined ? [] : subjects.map((subject) => ({ subject, letBy: [binding, letting.origin] }));
      });
  }
}

const authorizations = new WeakMap<DocumentSet, Authorization>();

/** What Kubernetes binds by itself for its own parts; whoever else wears such a binding's label is not one of them. */
function isControlPlane({ metadata }: KubernetesDocument, subject: Subject): boolean {
  const isDefault = metadata.labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults';
  const isPart =
    /^(user|group) system:(?!serviceaccount)/.test(subject) ||
    subject.startsWith('user system:serviceaccount:kube-system:');
  return isDefault && isPart && !isEveryone(subject);
}
