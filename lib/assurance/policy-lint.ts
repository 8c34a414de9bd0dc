import { type KubernetesDocument } from './document';
import { at, fieldsOf, isFields, listOf, textOf, textsOf, type Fields } from './fields';
import { Severity } from './finding';

const GROUP = 'admissionregistration.k8s.io/v1';
const NOTES = ['id', 'title', 'severity', 'rationale', 'remediation', 'references'];

/** Fields that are evaluated here; any other would change what an API server does, so it is refused. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  policy: ['failurePolicy', 'paramKind', 'matchConstraints', 'matchConditions', 'variables', 'validations'],
  matchConstraints: ['resourceRules'],
  rule: ['apiGroups', 'apiVersions', 'operations', 'resources'],
  validation: ['expression', 'message', 'messageExpression', 'reason'],
  binding: ['policyName', 'validationActions', 'paramRef', 'matchResources'],
  matchResources: ['namespaceSelector'],
};
/** Subresources by which the object itself is changed too: a rule about updates of one of these names them all. */
const WAYS_TO_UPDATE: Readonly<Record<string, readonly string[]>> = {
  namespaces: ['namespaces/status', 'namespaces/finalize'],
  pods: ['pods/ephemeralcontainers', 'pods/resize'],
};

/**
 * Finds why a policy and its binding cannot be what they are meant to be: a rule that is bound, denies, holds when it
 * fails, and is evaluated here as it is in an API server.
 */
export function policyProblems(documents: readonly KubernetesDocument[]): string[] {
  const [policy, binding] = documents;
  if (documents.length !== 2 || policy?.kind !== 'ValidatingAdmissionPolicy') {
    return ['expected one ValidatingAdmissionPolicy and its ValidatingAdmissionPolicyBinding'];
  }
  if (binding?.kind !== 'ValidatingAdmissionPolicyBinding') return ['it has no ValidatingAdmissionPolicyBinding'];
  return [...headProblems(policy), ...specProblems(fieldsOf(policy.spec)), ...bindingProblems(policy, binding)];
}

function headProblems({ apiVersion, metadata }: KubernetesDocument): string[] {
  const note = (name: string): string => metadata.annotations?.[`policies.secure-llm.dev/${name}`]?.trim() ?? '';
  return [
    ...(apiVersion === GROUP ? [] : [`apiVersion is ${apiVersion}, expected ${GROUP}`]),
    ...NOTES.filter((name) => note(name) === '').map((name) => `the annotation ${name} is missing`),
    ...(metadata.name === `${note('id')}.secure-llm.dev` ? [] : [`its name is not ${note('id')}.secure-llm.dev`]),
    ...((Object.values(Severity) as string[]).includes(note('severity')) ? [] : ['its severity is unknown']),
  ];
}

function specProblems(spec: Fields): string[] {
  const rules = listOf(at(spec, 'matchConstraints', 'resourceRules'));
  return [
    ...unknownFields('policy', spec),
    ...unknownFields('matchConstraints', fieldsOf(spec.matchConstraints)),
    ...rules.flatMap((rule) => unknownFields('rule', fieldsOf(rule))),
    ...listOf(spec.validations).flatMap((validation) => unknownFields('validation', fieldsOf(validation))),
    ...(spec.failurePolicy === 'Fail' ? [] : ['its failure policy is not Fail']),
    ...(rules.length > 0 ? [] : ['it matches no resource']),
    ...(listOf(spec.validations).length > 0 ? [] : ['it validates nothing']),
    ...rules.flatMap((rule) => missingSubresources(fieldsOf(rule))),
    ...deletionProblems(spec, rules),
    ...conditionProblems(spec),
  ];
}

/** An API server judges match conditions before it looks at variables, and without the Namespace. */
function conditionProblems({ matchConditions }: Fields): string[] {
  return listOf(matchConditions)
    .map((condition) => textOf(fieldsOf(condition).expression) ?? '')
    .filter((source) => /(?<![\w.])(?:namespaceObject|variables)\b/.test(source))
    .map((source) => `a match condition reads what an API server does not give it: ${source}`);
}

function missingSubresources(rule: Fields): string[] {
  const resources = textsOf(rule.resources);
  if (!textsOf(rule.operations).includes('UPDATE') || !textsOf(rule.apiGroups).includes('')) return [];
  return Object.entries(WAYS_TO_UPDATE)
    .filter(([resource]) => resources.includes(resource))
    .flatMap(([, ways]) => ways.filter((way) => !resources.includes(way)))
    .map((way) => `it is about updates and leaves ${way} out`);
}

/** On DELETE there is no `object`: an expression that reads it has to ask first. */
function deletionProblems(spec: Fields, rules: readonly unknown[]): string[] {
  if (!rules.some((rule) => textsOf(fieldsOf(rule).operations).includes('DELETE'))) return [];
  return [...listOf(spec.variables), ...listOf(spec.validations), ...listOf(spec.matchConditions)]
    .map((entry) => textOf(fieldsOf(entry).expression) ?? '')
    .filter((source) => /(?<![\w.])object\b/.test(source) && !source.includes('object == null'))
    .map((source) => `it is about deletion, where object is null, and reads it unasked: ${source}`);
}

function bindingProblems(policy: KubernetesDocument, { metadata, spec }: KubernetesDocument): string[] {
  const { policyName, validationActions, matchResources, paramRef } = fieldsOf(spec);
  const namespaces = listOf(at(policy, 'spec', 'matchConstraints', 'resourceRules')).some((rule) =>
    textsOf(fieldsOf(rule).resources).includes('namespaces'),
  );
  const selector = at(spec, 'matchResources', 'namespaceSelector');
  return [
    ...unknownFields('binding', fieldsOf(spec)),
    ...unknownFields('matchResources', fieldsOf(matchResources)),
    ...(metadata.name === policy.metadata.name && policyName === policy.metadata.name
      ? []
      : ['its binding binds another policy']),
    ...(textsOf(validationActions).includes('Deny') ? [] : ['its binding does not deny']),
    ...(isFields(paramRef) === isFields(at(policy, 'spec', 'paramKind')) ? [] : ['its binding gives no parameters']),
    ...(namespaces && JSON.stringify(selector ?? '').includes('secure-llm.dev/zone')
      ? ['a rule about namespaces is bound by the zone label, so that removing the label evades it']
      : []),
  ];
}

function unknownFields(place: string, object: Fields): string[] {
  return Object.keys(object)
    .filter((field) => KNOWN[place]?.includes(field) !== true)
    .map((field) => `the field ${field} of its ${place} is not evaluated here`);
}
