import { ApiObject, App, YamlOutputType } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { errors } from './errors';
import { placeholders } from './placeholders';

const SYMBOL = Symbol.for('cdk8s-secure-llm.document-checks');

/** Judges every document of the program before any is written, also those of the user's own charts. Once per program. */
export function installDocumentChecks(root: IConstruct): void {
  if (SYMBOL in root) return;
  Object.defineProperty(root, SYMBOL, { value: true });
  root.node.addValidation({ validate: () => documentProblems(root) });
}

interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** Objects that would overwrite each other, values that were never resolved, and what does not render at all. */
function documentProblems(root: IConstruct): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  const output = App.of(root).yamlOutputType;
  if (output !== YamlOutputType.FILE_PER_CHART && output !== YamlOutputType.FILE_PER_APP) {
    problems.push(errors.outputLosesObjects(YamlOutputType[output]).message);
  }
  for (const object of root.node.findAll().filter((each) => ApiObject.isApiObject(each))) {
    const path = object.node.path;
    let document: Rendered;
    try {
      document = object.toJson() as Rendered;
    } catch (error) {
      problems.push((error as Error).message);
      continue;
    }
    const key = identity(document);
    const first = seen.get(key);
    if (first !== undefined) problems.push(errors.duplicate(key, first, path).message);
    else seen.set(key, path);
    for (const { pointer, value } of placeholders(document)) {
      problems.push(errors.placeholder(value, pointer, key, path).message);
    }
  }
  return problems;
}

/** The version is left out: the API server keeps one object whatever version it is written in. */
function identity({ apiVersion, kind, metadata }: Rendered): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind}${group} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
