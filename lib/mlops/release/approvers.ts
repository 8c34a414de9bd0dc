import { errors } from './errors';
import { type Releaser } from './releaser';

const SUBJECT = /^(user|group) (\S+)$/;

/**
 * @returns entries of `subjects` of a RoleBinding
 * @throws if there is none, one is no subject, or one is or contains the releaser
 */
export function approverSubjects(approvers: readonly string[], releaser: Releaser, path: string): object[] {
  if (approvers.length === 0) throw errors.noApprover(path);
  const own = [
    `user ${releaser.userName}`,
    // what Kubernetes puts every ServiceAccount into
    ...['serviceaccounts', `serviceaccounts:${releaser.namespace}`, 'authenticated'].map(
      (name) => `group system:${name}`,
    ),
  ];
  return approvers.map((approver) => {
    const [, kind, name] = SUBJECT.exec(approver) ?? [];
    if (kind === undefined) throw errors.approver(approver, path);
    if (own.includes(approver)) throw errors.approvesItself(approver, releaser.userName, path);
    return { apiGroup: 'rbac.authorization.k8s.io', kind: kind === 'user' ? 'User' : 'Group', name };
  });
}
