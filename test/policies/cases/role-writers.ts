import { annotated, document, ZONE } from '../documents';
import { allows, denies, DEVELOPER, NAMESPACE_CONTROLLER, type PolicyCase } from '../policy-case';

const ROLE = document(
  'rbac.authorization.k8s.io/v1',
  'Role',
  { name: 'reader', namespace: ZONE },
  {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
);
const BINDING = document(
  'rbac.authorization.k8s.io/v1',
  'RoleBinding',
  { name: 'reader', namespace: ZONE },
  {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'developer' }],
  },
);

export const cases: readonly PolicyCase[] = [
  allows('a deployer creates one', ROLE),
  allows('a deployer deletes one', ROLE, { operation: 'DELETE' }),
  allows('the namespace is deleted', ROLE, { operation: 'DELETE', as: NAMESPACE_CONTROLLER }),
  denies('a developer creates one', ROLE, { as: DEVELOPER }),
  denies('a developer changes one', annotated(ROLE), { operation: 'UPDATE', stored: ROLE, as: DEVELOPER }),
  denies('a developer deletes one', ROLE, { operation: 'DELETE', as: DEVELOPER }),
  denies('a developer binds a role', BINDING, { as: DEVELOPER }),
];
