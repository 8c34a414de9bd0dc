/** A kind that this library writes, or that a test submits, and the API group version that serves its schema. */
export interface WrittenKind {
  /** As in a document's `apiVersion`. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** The filter of the committed schema: add a kind here, then run `npx tsx test/conformance/api-server/write-openapi.ts`. */
export const WRITTEN_KINDS: readonly WrittenKind[] = [
  ...[
    'ConfigMap',
    'LimitRange',
    'Namespace',
    'PersistentVolumeClaim',
    'Pod',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ].map((kind) => ({ apiVersion: 'v1', kind })),
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
  })),
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' },
];

/** `apps/v1/Deployment`: how the committed schema names a kind. */
export function kindKey({ apiVersion, kind }: WrittenKind): string {
  return `${apiVersion}/${kind}`;
}

/** `/openapi/v3/apis/apps/v1`: where an API server serves the schema of a group version. */
export function openApiPath(apiVersion: string): string {
  return `/openapi/v3/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
}
