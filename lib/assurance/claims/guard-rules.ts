import { createHash } from 'node:crypto';
import { describe, type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, type Fields, fieldsOf, listOf, textOf } from '../fields';
import { type Pod, podName } from '../reachability';
import { containersOf } from '../reachability/pod';
import { type Counterexample } from './verdict';

/** Annotation of a guard's pods: the digest that its rules must have. */
const RULES_DIGEST = 'secure-llm.dev/rules-sha256';
/** Name of the rules in their ConfigMap. */
const RULES_FILE = 'ruleset.json';
/** Environment variable with which a guard compares its rules, and where it must come from. */
const COMPARED = { name: 'RULES_SHA256', fieldPath: `metadata.annotations['${RULES_DIGEST}']` };

/** @returns why the guard loads other rules than it promises, or loads them without a look at their digest */
export function rulesProblems(documents: DocumentSet, guard: Pod): Counterexample[] {
  return rulesOf(documents, guard).flatMap(({ configMap, volume }) => [
    ...wrongDigest(guard, configMap),
    ...containersOf(guard.spec)
      .filter((container) => mounts(container, volume) && !compares(container))
      .map((container) => uncompared(guard, configMap, textOf(container.name) ?? '')),
  ]);
}

/** @returns why nothing can be said about the rules of some guard */
export function unseenRules(documents: DocumentSet, guards: readonly Pod[]): string | undefined {
  const unseen = guards.filter(
    (guard) => guard.annotations.has(RULES_DIGEST) && rulesOf(documents, guard).length === 0,
  );
  if (unseen.length === 0) return undefined;
  return `the rules that ${unseen.map(podName).join(' and ')} promise are not among the documents`;
}

interface LoadedRules {
  readonly configMap: KubernetesDocument;
  readonly volume: string;
}

function rulesOf(documents: DocumentSet, guard: Pod): LoadedRules[] {
  return listOf(guard.spec.volumes).flatMap((entry) => {
    const volume = textOf(fieldsOf(entry).name) ?? '';
    const name = textOf(at(entry, 'configMap', 'name'));
    const configMap = documents
      .ofKind('ConfigMap', '')
      .find(({ metadata }) => metadata.namespace === guard.namespace && metadata.name === name);
    return configMap !== undefined && textOf(at(configMap, 'data', RULES_FILE)) !== undefined
      ? [{ configMap, volume }]
      : [];
  });
}

/** A guard that loads rules other than those that its annotation promises starts nowhere, or was changed by hand. */
function wrongDigest(guard: Pod, configMap: KubernetesDocument): Counterexample[] {
  const promised = guard.annotations.get(RULES_DIGEST);
  const found = createHash('sha256')
    .update(textOf(at(configMap, 'data', RULES_FILE)) ?? '')
    .digest('hex');
  if (found === promised) return [];
  const sentence = `${podName(guard)} loads ${nameOf(configMap)} with digest ${found}, but promises ${promised ?? 'none'}`;
  return [about(guard, configMap, sentence)];
}

function uncompared(guard: Pod, configMap: KubernetesDocument, container: string): Counterexample {
  const sentence = `${podName(guard)} loads ${nameOf(configMap)} in container ${container}, whose ${COMPARED.name} is not the digest of its annotation`;
  return about(guard, configMap, sentence);
}

function about(guard: Pod, configMap: KubernetesDocument, sentence: string): Counterexample {
  return {
    who: podName(guard),
    toWhom: nameOf(configMap),
    object: guard.object,
    letBy: [guard.object, referenceTo(configMap)],
    sentence,
  };
}

function mounts(container: Fields, volume: string): boolean {
  return listOf(container.volumeMounts).some((mount) => fieldsOf(mount).name === volume);
}

function compares(container: Fields): boolean {
  return listOf(container.env).some(
    (variable) =>
      fieldsOf(variable).name === COMPARED.name &&
      at(variable, 'valueFrom', 'fieldRef', 'fieldPath') === COMPARED.fieldPath,
  );
}

function nameOf(document: KubernetesDocument): string {
  return describe(referenceTo(document));
}
