import { type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, listOf } from '../fields';
import { type ObjectReference } from '../finding';
import { labelsOf } from '../reachability/label-region';
import { selectedBy } from '../reachability/label-selector';
import { aggregationLabel, BUILT_IN_AGGREGATION, BUILT_IN_ROLES } from './built-in-roles';
import { parseRule, type RoleRule } from './permission';

/** A rule, and the role that it stands in: for an aggregated role, that is another one. */
export interface OriginatedRule {
  /** What it lets. */
  readonly rule: RoleRule;
  /** Where it stands. */
  readonly origin: ObjectReference;
}

const GROUP = 'rbac.authorization.k8s.io';

/** Roles and ClusterRoles of a set of documents, with what they take in from others. */
export class Roles {
  private readonly roles: ReadonlyMap<string, KubernetesDocument>;
  private readonly clusterRoles: ReadonlyMap<string, KubernetesDocument>;

  constructor(documents: DocumentSet) {
    const key = ({ metadata }: KubernetesDocument): string => `${metadata.namespace ?? 'default'}/${metadata.name}`;
    this.roles = new Map(documents.ofKind('Role', GROUP).map((role) => [key(role), role]));
    this.clusterRoles = new Map(documents.ofKind('ClusterRole', GROUP).map((role) => [role.metadata.name, role]));
  }

  /** @returns rules of a Role; nothing if it was not seen */
  role(namespace: string, name: string): OriginatedRule[] | undefined {
    const role = this.roles.get(`${namespace}/${name}`);
    return role && ownRules(role);
  }

  /** @returns rules of a ClusterRole, those that it takes in too; nothing if it was not seen and is not built in */
  clusterRole(name: string): OriginatedRule[] | undefined {
    const role = this.clusterRoles.get(name);
    if (role === undefined && !BUILT_IN_ROLES.has(name)) return undefined;
    return [...this.taken(name, new Set([name]))];
  }

  private *taken(name: string, seen: Set<string>): Iterable<OriginatedRule> {
    const role = this.clusterRoles.get(name);
    const builtIn = BUILT_IN_ROLES.get(name) ?? [];
    const origin = { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', name };
    if (role === undefined) for (const rule of builtIn) yield { rule, origin };
    else yield* ownRules(role);
    for (const other of this.clusterRoles.values()) {
      if (seen.has(other.metadata.name) || !takesIn(name, role, other)) continue;
      seen.add(other.metadata.name);
      yield* this.taken(other.metadata.name, seen);
    }
  }
}

function ownRules(role: KubernetesDocument): OriginatedRule[] {
  return listOf(role.rules).map((rule) => ({ rule: parseRule(rule), origin: referenceTo(role) }));
}

function takesIn(name: string, role: KubernetesDocument | undefined, other: KubernetesDocument): boolean {
  const labels = labelsOf(other.metadata.labels);
  const selectors = listOf(at(role, 'aggregationRule', 'clusterRoleSelectors'));
  if (selectors.some((selector) => selectedBy(selector).has(labels))) return true;
  const builtIn = BUILT_IN_AGGREGATION.get(name) ?? [];
  return builtIn.some((each) => labels.get(aggregationLabel(each)) === 'true');
}
