import { LineCounter, parseAllDocuments } from 'yaml';
import { type ObjectReference } from '../../assurance';
import { at, textOf } from '../../assurance/fields';

/**
 * Finds the lines on which the documents of a file begin, for those who show findings beside the code.
 * @returns the line of an object, from 1; of one that is not found, as within a list, the first
 */
export function documentLines(text: string): (object: ObjectReference) => number {
  const counter = new LineCounter();
  const lines = new Map<string, number>();
  for (const document of parseAllDocuments(text, { lineCounter: counter, version: '1.1', logLevel: 'silent' })) {
    if (document.errors.length > 0 || document.contents === null) continue;
    const object = document.toJS() as unknown;
    const [kind, name] = [textOf(at(object, 'kind')), textOf(at(object, 'metadata', 'name'))];
    if (kind === undefined || name === undefined) continue;
    const namespace = textOf(at(object, 'metadata', 'namespace'));
    const { line } = counter.linePos(document.contents.range[0]);
    lines.set(key(kind, name, namespace), line);
  }
  // a document without a namespace may have been put into one by an option
  return ({ kind, name, namespace }) => lines.get(key(kind, name, namespace)) ?? lines.get(key(kind, name)) ?? 1;
}

function key(kind: string, name: string, namespace = ''): string {
  return `${kind} ${namespace}/${name}`;
}
