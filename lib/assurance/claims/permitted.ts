import { Authorization, type Permission, permissionText, type Subject } from '../authorization';
import { describe } from '../document';
import { namespaceReference } from './references';
import { type DocumentSet } from '../document-set';
import { type ObjectReference } from '../finding';
import { type Counterexample } from './verdict';

/** What is asked about permissions: who may do any of it, in which place. */
export interface PermissionQuestion {
  /** What is asked for. */
  readonly permissions: readonly Permission[];
  /**
   * The namespace; without one, the whole cluster.
   * @default - the whole cluster
   */
  readonly namespace?: string;
  /** Whether the subject is meant to have it. */
  readonly isMeant: (subject: Subject, permission: Permission) => boolean;
}

/** @returns one counterexample for each subject and binding, with the first permission and how many more there are */
export function permitted(
  documents: DocumentSet,
  { permissions, namespace, isMeant }: PermissionQuestion,
): Counterexample[] {
  const authorization = Authorization.of(documents);
  const found = new Map<string, { subject: Subject; letBy: readonly ObjectReference[]; permissions: Permission[] }>();
  for (const permission of permissions) {
    for (const { subject, letBy } of authorization.whoCan(permission, namespace)) {
      if (isMeant(subject, permission)) continue;
      const key = `${subject} ${letBy.map(describe).join(' ')}`;
      const entry = found.get(key) ?? { subject, letBy, permissions: [] };
      entry.permissions.push(permission);
      found.set(key, entry);
    }
  }
  const toWhom = namespace === undefined ? 'the cluster' : `namespace ${namespace}`;
  return [...found.values()].map(({ subject, letBy, permissions: granted }) => {
    const [first, ...more] = granted.map(permissionText);
    const what = more.length === 0 ? first : `${first} and ${more.length} more`;
    return {
      who: subject,
      toWhom,
      object: letBy[0] ?? namespaceReference(namespace ?? ''),
      letBy,
      sentence: `${subject} may ${what} in ${toWhom}, by ${letBy.map(describe).join(' and ')}`,
    };
  });
}

/** @returns why permissions in these namespaces are not known; nothing if they are */
export function unknownPermissions(documents: DocumentSet, namespaces: readonly string[]): string | undefined {
  const unknown = Authorization.of(documents).unknownRoles.filter(
    ({ namespace }) => namespace === undefined || namespaces.includes(namespace),
  );
  const texts = unknown.map(({ binding, role }) => `${describe(binding)} binds role ${role}, which was not seen`);
  return texts.length === 0 ? undefined : texts.join('; ');
}
