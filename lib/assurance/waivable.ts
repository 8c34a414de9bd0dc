import { CLAIMS } from './claims';
import { type KubernetesDocument } from './document';
import { OPT_OUT_RULE } from './opt-outs';
import { podOf } from './owned-pod';
import { rulesMatch } from './policy-match';
import { at } from './fields';
import { creation } from './policy-request';
import { PolicySet } from './policy-set';
import { type DocumentSet } from './document-set';
import { SINGLE_POD_RULE } from './single-pods';
import { readWaiver, waiversOn } from './waiver-record';

/** What a program finds out about namespaces that it does not write. */
const PROGRAM_RULES = ['zone-default-deny'];

/** Ids of all that can be waived: rules of the policies, claims, what only documents show, and what programs say of themselves. */
export function waivableRules(policies: PolicySet = PolicySet.shipped()): string[] {
  const ofDocuments = [OPT_OUT_RULE, SINGLE_POD_RULE];
  return [...policies.policies.map(({ id }) => id), ...CLAIMS.map(({ id }) => id), ...ofDocuments, ...PROGRAM_RULES];
}

/** Why a waiver of these fields would disarm nothing; empty if it is in order. */
export function waiverProblems(rule: string, fields: Readonly<Record<string, unknown>>): string[] {
  const nowhere = { apiVersion: '', kind: '', name: '' };
  const unknown = waivableRules().includes(rule) ? [] : ['there is no such rule'];
  return [...unknown, ...readWaiver(fields, rule, nowhere, '').problems];
}

/** Lines that the parameters need for the waivers on the documents that are in order, sorted. */
export function admissionExceptions(documents: DocumentSet): string[] {
  const policies = PolicySet.shipped();
  const inOrder = documents.documents.flatMap(waiversOn).filter(({ problems }) => problems.length === 0);
  const lines = inOrder.flatMap(({ waiver }) => (policies.policy(waiver.rule) === undefined ? [] : [waiver.exception]));
  return [...new Set(lines)].sort();
}

/**
 * Whether a finding of the rule can be about the object: a rule of the policies is about the kinds that it names; everything
 * else is about workloads and Namespaces.
 */
export function canFind(rule: string, document: KubernetesDocument): boolean {
  const pod = podOf(document);
  const policy = PolicySet.shipped().policy(rule)?.policy;
  if (policy === undefined) return pod !== undefined || document.kind === 'Namespace';
  const rules = at(policy, 'spec', 'matchConstraints', 'resourceRules');
  return rulesMatch(rules, creation(document)) || (pod !== undefined && rulesMatch(rules, creation(pod.pod)));
}
