import { type KubernetesDocument } from '../document';
import { type DocumentSet } from '../document-set';
import { at, textOf, textsOf } from '../fields';
import { Severity } from '../finding';

/** Annotation of a policy that says which rule it is. */
const RULE_ID = 'policies.secure-llm.dev/id';
const RULE_SEVERITY = 'policies.secure-llm.dev/severity';

/** @returns id of the rule that a ValidatingAdmissionPolicy is */
export function ruleId({ metadata }: KubernetesDocument): string {
  return metadata.annotations?.[RULE_ID] ?? metadata.name;
}

/** Whether the policy is one of ours, and not one that somebody has for another purpose. */
export function isRule({ metadata }: KubernetesDocument): boolean {
  return metadata.annotations?.[RULE_ID] !== undefined;
}

/** Whether the rule is one whose violations are reported and stop nothing here either. */
export function isWarning({ metadata }: KubernetesDocument): boolean {
  return metadata.annotations?.[RULE_SEVERITY] === (Severity.WARNING as string);
}

/** @returns the bindings of an admission policy */
export function bindingsOf(documents: DocumentSet, policy: KubernetesDocument): readonly KubernetesDocument[] {
  return documents
    .ofKind('ValidatingAdmissionPolicyBinding')
    .filter((binding) => textOf(at(binding, 'spec', 'policyName')) === policy.metadata.name);
}

/** Whether the binding denies, and does not only warn. */
export function denies(binding: KubernetesDocument): boolean {
  return textsOf(at(binding, 'spec', 'validationActions')).includes('Deny');
}

/** @returns ids of the rules among the documents that some binding lets deny */
export function boundRules(documents: DocumentSet): ReadonlySet<string> {
  const policies = documents.ofKind('ValidatingAdmissionPolicy');
  return new Set(policies.filter((policy) => bindingsOf(documents, policy).some(denies)).map(ruleId));
}
