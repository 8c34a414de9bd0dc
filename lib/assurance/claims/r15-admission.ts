import { describe, type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, listOf, textOf, textsOf } from '../fields';
import { selectedBy } from '../reachability/label-selector';
import { podOf } from '../reachability';
import { NAMESPACE_NAME } from '../reachability/pod-region';
import { bindingsOf, denies, isRule, isWarning, ruleId } from './admission-rules';
import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { Stack } from './stack';
import { type Counterexample } from './verdict';

/** Annotation by which Argo CD orders documents; what has none is applied in wave 0. */
const WAVE = 'argocd.argoproj.io/sync-wave';

const BINDING = 'ValidatingAdmissionPolicyBinding';

/**
 * Every admission rule is bound, denies, is about the zones, and is there before the first pod of a zone. A rule of severity
 * `warning` may warn only, and is reported then; of a policy of somebody else it is asked only that something binds it.
 */
export const r15: Claim = {
  id: 'R15',
  title: 'every admission rule is bound, denies, matches, and precedes the pods of the zones',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const policies = documents.ofKind('ValidatingAdmissionPolicy');
    const expected = context.admissionRules ?? [];
    const ids = new Set(policies.map(ruleId));
    const counterexamples = [
      ...expected.filter((id) => !ids.has(id)).map(missing),
      ...policies.flatMap((policy) => judgePolicy(stack, documents, policy)),
      ...danglingBindings(documents),
    ];
    return verdict(r15, {
      counterexamples,
      undecidable:
        stack.nothingToJudge ??
        (policies.length === 0 ? 'no admission rule is among the documents: install AdmissionPolicies' : undefined),
      reports: policies
        .filter((policy) => isAdopted(policy, bindingsOf(documents, policy)))
        .map((policy) => `rule ${ruleId(policy)} only warns`),
      evidence: [`${policies.length} admission rules, ${expected.length} expected`],
      closedWorld: accessWorld(documents),
    });
  },
};

/** Whether the rule only warns, and is one whose violations stop nothing here either. */
function isAdopted(policy: KubernetesDocument, bindings: readonly KubernetesDocument[]): boolean {
  return isRule(policy) && isWarning(policy) && bindings.length > 0 && bindings.every((binding) => !denies(binding));
}

function missing(id: string): Counterexample {
  const object = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', name: id };
  return { who: 'anyone', toWhom: `rule ${id}`, object, letBy: [], sentence: `rule ${id} is not among the documents` };
}

function judgePolicy(stack: Stack, documents: DocumentSet, policy: KubernetesDocument): Counterexample[] {
  const bindings = bindingsOf(documents, policy);
  const denying = bindings.filter(denies);
  const failing = (sentence: string, ...objects: KubernetesDocument[]): Counterexample[] => [
    {
      who: 'anyone',
      toWhom: `rule ${ruleId(policy)}`,
      object: referenceTo(policy),
      letBy: [policy, ...objects].map(referenceTo),
      sentence: `rule ${ruleId(policy)} ${sentence}`,
    },
  ];
  if (bindings.length === 0) return failing('is bound by nothing, so it does nothing');
  if (!isRule(policy) || isAdopted(policy, bindings)) return [];
  if (denying.length === 0) return failing('is bound without Deny, so it stops nothing', ...bindings);
  if ((at(policy, 'spec', 'failurePolicy') ?? 'Fail') !== 'Fail') return failing('is ignored when it fails');
  const effective = denying.filter((binding) => isAboutZones(stack, documents, binding));
  if (effective.length === 0) return failing('is bound to no zone', ...denying);
  if (judgesNamespaces(policy) && effective.every(looksAtLabels)) {
    return failing(
      'is about namespaces and bound by their labels, so whoever takes the label off escapes it',
      ...effective,
    );
  }
  const unparameterized = effective.filter((binding) => !parametersExist(documents, policy, binding));
  if (unparameterized.length > 0) return failing('has parameters that are not among the documents', ...unparameterized);
  const first = firstPodWave(stack, documents);
  // what a cluster has already needs no order
  const coming = [policy, ...effective].filter(({ metadata }) => metadata.uid === undefined);
  const late = coming.filter((document) => waveOf(document) >= first);
  return late.length > 0
    ? failing(`is applied in wave ${Math.max(...late.map(waveOf))}, when pods of zones start in wave ${first}`, ...late)
    : [];
}

/**
 * Whether the binding is about every zone, or about the place of some rule's parameters: rules that guard those are about
 * nothing else. A binding by labels of the object is about nobody who leaves them off.
 */
function isAboutZones(stack: Stack, documents: DocumentSet, binding: KubernetesDocument): boolean {
  const selector = at(binding, 'spec', 'matchResources', 'namespaceSelector');
  const objects = at(binding, 'spec', 'matchResources', 'objectSelector');
  // an API server writes the empty selector, which selects everything, where none was given
  if (objects !== undefined && selectedBy(objects).size > 0) return false;
  if (selector === undefined) return true;
  const region = selectedBy(selector);
  const names = region.values(NAMESPACE_NAME).listed ?? [];
  const guarded = new Set(documents.ofKind(BINDING).map((each) => textOf(at(each, 'spec', 'paramRef', 'namespace'))));
  if (names.length > 0 && names.every((name) => guarded.has(name))) return true;
  return stack.zones.every((zone) => region.has(stack.cluster.namespaceLabels(zone)));
}

/** Whether the binding chooses namespaces by labels that can be taken off: all but the name, which the API server sets. */
function looksAtLabels(binding: KubernetesDocument): boolean {
  const selector = at(binding, 'spec', 'matchResources', 'namespaceSelector');
  return selector !== undefined && selectedBy(selector).without(NAMESPACE_NAME).size > 0;
}

function judgesNamespaces(policy: KubernetesDocument): boolean {
  const rules = listOf(at(policy, 'spec', 'matchConstraints', 'resourceRules'));
  return rules.some((rule) =>
    textsOf(at(rule, 'resources')).some((resource) => resource.split('/')[0] === 'namespaces'),
  );
}

function parametersExist(documents: DocumentSet, policy: KubernetesDocument, binding: KubernetesDocument): boolean {
  const kind = textOf(at(policy, 'spec', 'paramKind', 'kind'));
  if (kind === undefined) return true;
  const reference = at(binding, 'spec', 'paramRef');
  const name = textOf(at(reference, 'name'));
  const namespace = textOf(at(reference, 'namespace'));
  if (reference === undefined) return false;
  if (name === undefined) return true; // selected by label: found in the cluster
  return documents
    .ofKind(kind)
    .some(({ metadata }) => metadata.name === name && (namespace === undefined || metadata.namespace === namespace));
}

function firstPodWave(stack: Stack, documents: DocumentSet): number {
  const waves = documents.documents
    .filter((document) => podOf(document) !== undefined && stack.isZone(document.metadata.namespace ?? 'default'))
    .map(waveOf);
  return waves.length === 0 ? Infinity : Math.min(...waves);
}

function waveOf({ metadata }: KubernetesDocument): number {
  return Number(metadata.annotations?.[WAVE] ?? 0);
}

function danglingBindings(documents: DocumentSet): Counterexample[] {
  const names = new Set(documents.ofKind('ValidatingAdmissionPolicy').map(({ metadata }) => metadata.name));
  return documents
    .ofKind(BINDING)
    .filter((binding) => !names.has(textOf(at(binding, 'spec', 'policyName')) ?? ''))
    .map((binding) => {
      const name = describe(referenceTo(binding));
      return {
        who: 'anyone',
        toWhom: name,
        object: referenceTo(binding),
        letBy: [referenceTo(binding)],
        sentence: `${name} binds a policy that is not among the documents`,
      };
    });
}
