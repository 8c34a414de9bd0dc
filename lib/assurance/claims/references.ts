import { type ObjectReference } from '../finding';

/** @returns the Namespace of that name */
export function namespaceReference(name: string): ObjectReference {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}

/** @returns the Secret `namespace/name` */
export function secretReference(id: string): ObjectReference {
  const [namespace = '', name = ''] = id.split('/');
  return { apiVersion: 'v1', kind: 'Secret', namespace, name };
}
