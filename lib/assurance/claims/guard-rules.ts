import { createHash } from 'node:crypto';
import { describe, type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, type Fields, fieldsOf, listOf, textOf } from '../fields';
import { type Pod, podName } from '../reachability';
import { containersOf } from '../reachability/pod';
import { type Counterexample } from './verdict';

/** A file that a guard loads, the annotation of its pods with the digest, and the environment variable that it compares with. */
interface GuardFile {
  readonly name: string;
  readonly digest: string;
  readonly variable: string;
  readonly says: string;
}

const RULES: GuardFile = {
  name: 'ruleset.json',
  digest: 'secure-llm.dev/rules-sha256',
  variable: 'RULES_SHA256',
  says: 'rules',
};
const MODELS: GuardFile = {
  name: 'models.json',
  digest: 'secure-llm.dev/models-sha256',
  variable: 'MODELS_SHA256',
  says: 'models',
};

/** @returns why the guard loads other rules or models than it promises, or loads them without a look at their digest */
export function rulesProblems(documents: DocumentSet, guard: Pod): Counterexample[] {
  return [RULES, MODELS].flatMap((file) =>
    loaded(documents, guard, file).flatMap(({ configMap, volume }) => [
      ...wrongDigest(guard, configMap, file),
      ...containersOf(guard.spec)
        .filter((container) => mounts(container, volume) && !compares(container, file))
        .map((container) => uncompared(guard, configMap, file, textOf(container.name) ?? '')),
    ]),
  );
}

/** @returns why nothing can be said about the rules or models of some guard */
export function unseenRules(documents: DocumentSet, guards: readonly Pod[]): string | undefined {
  const unseen = (file: GuardFile): Pod[] =>
    guards.filter((guard) => guard.annotations.has(file.digest) && loaded(documents, guard, file).length === 0);
  const promising = [RULES, MODELS].map((file) => ({ file, pods: unseen(file) })).find(({ pods }) => pods.length > 0);
  if (promising === undefined) return undefined;
  const { file, pods } = promising;
  return `the ${file.says} that ${pods.map(podName).join(' and ')} promise are not among the documents`;
}

interface LoadedFile {
  readonly configMap: KubernetesDocument;
  readonly volume: string;
}

function loaded(documents: DocumentSet, guard: Pod, file: GuardFile): LoadedFile[] {
  return listOf(guard.spec.volumes).flatMap((entry) => {
    const volume = textOf(fieldsOf(entry).name) ?? '';
    const name = textOf(at(entry, 'configMap', 'name'));
    const configMap = documents
      .ofKind('ConfigMap', '')
      .find(({ metadata }) => metadata.namespace === guard.namespace && metadata.name === name);
    return configMap !== undefined && textOf(at(configMap, 'data', file.name)) !== undefined
      ? [{ configMap, volume }]
      : [];
  });
}

/** A guard that loads another file than its annotation promises starts nowhere, or was changed by hand. */
function wrongDigest(guard: Pod, configMap: KubernetesDocument, file: GuardFile): Counterexample[] {
  const promised = guard.annotations.get(file.digest);
  const found = createHash('sha256')
    .update(textOf(at(configMap, 'data', file.name)) ?? '')
    .digest('hex');
  if (found === promised) return [];
  const sentence = `${podName(guard)} loads ${nameOf(configMap)} with digest ${found}, but promises ${promised ?? 'none'}`;
  return [about(guard, configMap, sentence)];
}

function uncompared(guard: Pod, configMap: KubernetesDocument, file: GuardFile, container: string): Counterexample {
  const sentence = `${podName(guard)} loads ${nameOf(configMap)} in container ${container}, whose ${file.variable} is not the digest of its annotation`;
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

function compares(container: Fields, { variable: name, digest }: GuardFile): boolean {
  return listOf(container.env).some(
    (variable) =>
      fieldsOf(variable).name === name &&
      at(variable, 'valueFrom', 'fieldRef', 'fieldPath') === `metadata.annotations['${digest}']`,
  );
}

function nameOf(document: KubernetesDocument): string {
  return describe(referenceTo(document));
}
