import { fieldsOf, listOf, textsOf, type Fields } from './fields';
import { type AdmissionRequest } from './policy-request';
import { labelsOf } from './reachability/label-region';
import { selectedBy } from './reachability/label-selector';

/** Whether one of a policy's `resourceRules` names the request. */
export function rulesMatch(rules: unknown, request: AdmissionRequest): boolean {
  return listOf(rules).some((rule) => ruleMatches(fieldsOf(rule), request));
}

function ruleMatches(rule: Fields, { operation, group, resource, subResource }: AdmissionRequest): boolean {
  // versions are left out: with the match policy Equivalent an API server converts between them
  return (
    names(rule.operations, operation) &&
    names(rule.apiGroups, group) &&
    textsOf(rule.resources).some((pattern) => resourceMatches(pattern, resource, subResource))
  );
}

function names(list: unknown, value: string): boolean {
  const wanted = textsOf(list);
  return wanted.includes('*') || wanted.includes(value);
}

/** @param pattern `pods`, `pods/exec`, `*` (no subresource), or a star on either side of the slash */
function resourceMatches(pattern: string, resource: string, subResource: string | undefined): boolean {
  const [wanted = '', wantedSub] = pattern.split('/', 2);
  if (wanted !== '*' && wanted !== resource) return false;
  if (wantedSub === undefined) return subResource === undefined;
  return wantedSub === '*' || wantedSub === subResource;
}

/**
 * Whether a binding's `namespaceSelector` takes the request in; like an API server it always takes in what is
 * cluster-scoped, but for Namespaces, which it judges by their own labels.
 *
 * @param namespace the Namespace of the request, absent for a cluster-scoped object
 */
export function selectorMatches(selector: unknown, namespace: unknown): boolean {
  if (selector === undefined || namespace === undefined) return true;
  return selectedBy(selector).has(labelsOf(fieldsOf(fieldsOf(namespace).metadata).labels));
}
