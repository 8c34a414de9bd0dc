import { type Draft } from './request-path';

const GROUP = 'rbac.authorization.k8s.io';

/** @returns a rule of a Role */
export function rule(group: string, resource: string, ...verbs: string[]): object {
  return { apiGroups: [group], resources: [resource], verbs };
}

/** @returns a Role */
export function role(namespace: string, name: string, ...rules: object[]): Draft {
  return { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: { name, namespace }, rules };
}

/** @returns a ClusterRole */
export function clusterRole(name: string, labels: Record<string, string>, ...rules: object[]): Draft {
  return { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name, labels }, rules };
}

/** @returns a RoleBinding of a subject, written `group NAME`, `user NAME` or `sa NAMESPACE/NAME` */
export function roleBinding(
  namespace: string,
  roleKind: 'Role' | 'ClusterRole',
  roleName: string,
  subject: string,
): Draft {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: { name: `${roleName}-binding`, namespace },
    roleRef: { apiGroup: GROUP, kind: roleKind, name: roleName },
    subjects: [subjectEntry(subject)],
  };
}

/** @returns a ClusterRoleBinding of a subject */
export function clusterRoleBinding(roleName: string, subject: string, labels: Record<string, string> = {}): Draft {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${roleName}-binding`, labels },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: roleName },
    subjects: [subjectEntry(subject)],
  };
}

function subjectEntry(subject: string): object {
  const [kind, name = ''] = subject.split(' ');
  if (kind === 'sa') {
    const [namespace, account] = name.split('/');
    return { kind: 'ServiceAccount', namespace, name: account };
  }
  return { kind: kind === 'group' ? 'Group' : 'User', name, apiGroup: GROUP };
}
