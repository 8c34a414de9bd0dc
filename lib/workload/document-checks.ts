import { App, YamlOutputType } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { redacted } from '../redaction';
import { errors } from './errors';
import { Severity } from './finding';
import { JudgedProgram } from './judged-program';
import { plaintextSecrets } from './plaintext-secrets';
import { placeholders } from './placeholders';
import { identityOf, renderObjects, type WrittenObject } from './rendered-program';

const SYMBOL = Symbol.for('cdk8s-secure-llm.document-checks');

/** Judges every document of the program before any is written, also those of the user's own charts. Once per program. */
export function installDocumentChecks(root: IConstruct): void {
  if (SYMBOL in root) return;
  Object.defineProperty(root, SYMBOL, { value: true });
  root.node.addValidation({ validate: () => (JudgedProgram._isRendering(root) ? [] : documentProblems(root)) });
}

/**
 * What does not render at all, objects that would overwrite each other, values that were never resolved, secrets that stand in
 * the open, and errors.
 */
function documentProblems(root: IConstruct): string[] {
  const { objects, failures } = renderObjects(root);
  return [
    ...outputProblems(root),
    ...duplicates(objects),
    ...objects.flatMap(unresolved),
    ...objects.flatMap(inTheOpen),
    ...failures,
    ...(failures.length > 0 ? [] : judgedProblems(root, objects)),
  ].map(redacted);
}

function outputProblems(root: IConstruct): string[] {
  const output = App.of(root).yamlOutputType;
  return output === YamlOutputType.FILE_PER_CHART || output === YamlOutputType.FILE_PER_APP
    ? []
    : [errors.outputLosesObjects(YamlOutputType[output]).message];
}

function duplicates(objects: readonly WrittenObject[]): string[] {
  const seen = new Map<string, string>();
  return objects.flatMap(({ path, document }) => {
    const key = identityOf(document);
    const first = seen.get(key);
    if (first !== undefined) return [errors.duplicate(key, first, path).message];
    seen.set(key, path);
    return [];
  });
}

function unresolved({ path, document }: WrittenObject): string[] {
  return placeholders(document).map(
    ({ pointer, value }) => errors.placeholder(value, pointer, identityOf(document), path).message,
  );
}

function inTheOpen({ path, document }: WrittenObject): string[] {
  return plaintextSecrets(document).map(
    ({ pointer, what }) => errors.plaintextSecret(what, pointer, identityOf(document), path).message,
  );
}

/** Warnings and notes stop nothing: {@link JudgedProgram} has them for whoever asks. */
function judgedProblems(root: IConstruct, objects: readonly WrittenObject[]): string[] {
  const findings = JudgedProgram._judge(root, objects)?.findings ?? [];
  return findings
    .filter(({ severity }) => severity === Severity.ERROR)
    .map((finding) => errors.finding(finding).message);
}
