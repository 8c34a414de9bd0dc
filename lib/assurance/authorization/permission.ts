import { fieldsOf, textsOf } from '../fields';

/** Something that the API server may be asked to do. */
export interface Permission {
  /** For example `create`. */
  readonly verb: string;
  /** API group; `''` for the core group. */
  readonly group: string;
  /** Resource, with its subresource: `pods/exec`. */
  readonly resource: string;
}

/** A rule of a Role. */
export interface RoleRule {
  /** Verbs; `*` is all. */
  readonly verbs: readonly string[];
  /** API groups; `*` is all. */
  readonly apiGroups: readonly string[];
  /** Resources; `*` is all, and `*` before a slash is that subresource of all. */
  readonly resources: readonly string[];
  /** Names of the objects that it is limited to; empty for all. */
  readonly resourceNames: readonly string[];
}

/** @returns the rule as plain data */
export function parseRule(rule: unknown): RoleRule {
  const { verbs, apiGroups, resources, resourceNames } = fieldsOf(rule);
  return {
    verbs: textsOf(verbs),
    apiGroups: textsOf(apiGroups),
    resources: textsOf(resources),
    resourceNames: textsOf(resourceNames),
  };
}

/**
 * Whether the rule lets it, for at least one object. A rule about names lets nobody create or list: such requests carry no
 * name, but those of a subresource do.
 */
export function grants(rule: RoleRule, { verb, group, resource }: Permission): boolean {
  const [, subresource] = resource.split('/');
  const nameless = subresource === undefined && (verb === 'create' || verb === 'deletecollection');
  return (
    !(nameless && rule.resourceNames.length > 0) &&
    names(rule.verbs, verb) &&
    names(rule.apiGroups, group) &&
    (names(rule.resources, resource) || (subresource !== undefined && rule.resources.includes(`*/${subresource}`)))
  );
}

/** `create pods/exec`, `patch deployments.apps`. */
export function permissionText({ verb, group, resource }: Permission): string {
  const [kind = '', subresource] = resource.split('/');
  const full = group === '' ? kind : `${kind}.${group}`;
  return `${verb} ${subresource === undefined ? full : `${full}/${subresource}`}`;
}

function names(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}
