import { type Kubectl } from '../cluster/kubectl';

/** Who asks in these tests; the administrator impersonates them, so the API server judges each by its own name and groups. */
export interface Users {
  /** Of `system:masters`: no role can keep anything from it. */
  readonly administrator: Kubectl;
  /** Whom the policies' parameters name. */
  readonly deployer: Kubectl;
  /** Somebody whom RBAC lets do everything but change the policies. */
  readonly tenant: Kubectl;
}

/** The group that policies/parameters.yaml names for people who deploy. */
export const DEPLOYERS = 'secure-llm:deployers';
const TENANTS = 'tenants';
const GROUP = 'rbac.authorization.k8s.io';

/** Everything that is in a zone; the policies' own group is left out, because only RBAC can guard them. */
const TENANT_RULES = [
  '',
  'apps',
  'autoscaling',
  'batch',
  'cilium.io',
  'discovery.k8s.io',
  'networking.k8s.io',
  'policy',
  GROUP,
].map((apiGroup) => ({ apiGroups: [apiGroup], resources: ['*'], verbs: ['*'] }));

/** Gives the users their roles. */
export async function makeUsers(administrator: Kubectl): Promise<Users> {
  await administrator.apply([
    { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name: TENANTS }, rules: TENANT_RULES },
    groupBinding(TENANTS, TENANTS),
    groupBinding(DEPLOYERS, 'cluster-admin'),
  ]);
  return {
    administrator,
    deployer: administrator.impersonating('dora', [DEPLOYERS, 'system:authenticated']),
    tenant: administrator.impersonating('mallory', [TENANTS, 'system:authenticated']),
  };
}

/** Takes the tenants' roles away: a cluster in which somebody may do everything is no cluster in which a claim holds. */
export async function removeTenants(administrator: Kubectl): Promise<void> {
  await administrator.run(['delete', 'clusterrolebinding', `${TENANTS}-${TENANTS}`]);
}

function groupBinding(group: string, role: string): object {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${group.replaceAll(':', '-')}-${role}` },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: GROUP, kind: 'Group', name: group }],
  };
}
