import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { TrustZone } from './trust-zone';

/** What an account of a zone may ask the API server for. */
export interface WorkloadRoleProps {
  /** The ServiceAccount, in the same zone. */
  readonly serviceAccountName: string;
  /** What it may do. */
  readonly rules: readonly RoleRuleProps[];
  /**
   * Name of the Role and the RoleBinding.
   * @default - the name of the ServiceAccount
   */
  readonly name?: string;
}

/** A rule of a Role: verbs on resources. There is no way to write a rule for everything. */
export interface RoleRuleProps {
  /** API group; `''` for the core group. */
  readonly apiGroup: string;
  /** Resources, such as `pods` or `pods/log`. */
  readonly resources: string[];
  /** Verbs, such as `get`. */
  readonly verbs: string[];
  /**
   * The only objects that it holds for, by name.
   * @default - all of the zone
   */
  readonly resourceNames?: string[];
}

/** Permissions of one account inside of its own zone: a Role and the RoleBinding, and nothing in the rest of the cluster. */
export class WorkloadRole extends Construct {
  /** The RoleBinding: what a finding about these permissions is about, and so what a waiver of one stands on. */
  readonly binding: ApiObject;

  /** @throws if the scope is in no zone */
  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(scope, id);
    const { serviceAccountName, name = serviceAccountName } = props;
    const { namespace } = TrustZone.of(this);
    const group = 'rbac.authorization.k8s.io';
    new ApiObject(this, 'Role', {
      apiVersion: `${group}/v1`,
      kind: 'Role',
      metadata: { name, namespace },
      rules: props.rules.map(({ apiGroup, resources, verbs, resourceNames }) => ({
        apiGroups: [apiGroup],
        resources,
        ...(resourceNames !== undefined && { resourceNames }),
        verbs,
      })),
    });
    this.binding = new ApiObject(this, 'RoleBinding', {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: group, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccountName, namespace }],
    });
  }
}
