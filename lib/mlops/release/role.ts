import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

const GROUP = 'rbac.authorization.k8s.io';

interface RoleProps {
  readonly name: string;
  readonly namespace: string;
  /** Entries of `subjects`. */
  readonly subjects: readonly object[];
  readonly rules: readonly object[];
}

/** Permissions in one namespace for somebody of another: a Role, and its RoleBinding. */
export class Role extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, subjects, rules }: RoleProps) {
    super(scope, id);
    const metadata = { name, namespace };
    new ApiObject(this, 'Role', { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata, rules });
    new ApiObject(this, 'RoleBinding', {
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: GROUP, kind: 'Role', name },
      subjects,
    });
  }
}
