import { fieldsOf, textOf } from '../fields';

/**
 * Who acts: `user NAME` or `group NAME`, as RBAC and the admission rules know them. A ServiceAccount is the user
 * `system:serviceaccount:NAMESPACE:NAME`.
 */
export type Subject = string;

/** @returns the subject that an entry of a binding names; nothing if it names none */
export function subjectOf(entry: unknown, bindingNamespace: string | undefined): Subject | undefined {
  const { kind, name, namespace } = fieldsOf(entry);
  if (typeof name !== 'string') return undefined;
  if (kind === 'User') return `user ${name}`;
  if (kind === 'Group') return `group ${name}`;
  if (kind !== 'ServiceAccount') return undefined;
  return serviceAccount(textOf(namespace) ?? bindingNamespace ?? 'default', name);
}

/** @returns the user that a ServiceAccount is */
export function serviceAccount(namespace: string, name: string): Subject {
  return `user system:serviceaccount:${namespace}:${name}`;
}

/** @returns namespace of the ServiceAccounts that the subject is, for one of them or for the group of a namespace's */
export function serviceAccountNamespace(subject: Subject): string | undefined {
  return (
    /^user system:serviceaccount:([^:]+):/.exec(subject)?.[1] ??
    /^group system:serviceaccounts:([^:]+)$/.exec(subject)?.[1]
  );
}

/** @returns name of the ServiceAccount that the subject is, if it is one */
export function serviceAccountName(subject: Subject): string | undefined {
  return /^user system:serviceaccount:[^:]+:([^:]+)$/.exec(subject)?.[1];
}

/** @returns groups that Kubernetes puts the subject into, whatever anybody says; those of a person are not known */
export function groupsOf(subject: Subject): readonly Subject[] {
  const namespace = /^user system:serviceaccount:([^:]+):/.exec(subject)?.[1];
  const own = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return [...own, 'system:authenticated'].map((group) => `group ${group}`);
}

/** Groups that everybody, or every pod, is in. */
const EVERYONE = new Set([
  'group system:authenticated',
  'group system:unauthenticated',
  'group system:serviceaccounts',
  'user system:anonymous',
]);

/** Whether everybody, or every pod of the cluster, is the subject. */
export function isEveryone(subject: Subject): boolean {
  return EVERYONE.has(subject);
}
