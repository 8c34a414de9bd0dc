import { type DocumentSet } from '../document-set';
import { at, textOf } from '../fields';
import { type Subject } from '../authorization';
import { type ClaimContext } from './claim-context';

/** Where the admission rules keep their parameters. */
const PARAMETERS = { namespace: 'secure-llm-policies', name: 'parameters' };

/** @returns who may change the stack: those whom the context names, or else the parameters of the admission rules */
export function deployersOf(documents: DocumentSet, { deployers }: ClaimContext): ReadonlySet<Subject> {
  return new Set([
    ...(deployers ?? subjectsIn(documents, 'deployers')),
    ...subjectsIn(documents, 'controllers'),
    'group system:masters',
  ]);
}

/** @returns subjects that a list of the admission rules' parameters names, if the parameters are among the documents */
export function subjectsIn(documents: DocumentSet, entry: string): Subject[] {
  return documents
    .ofKind('ConfigMap', '')
    .filter(({ metadata }) => metadata.name === PARAMETERS.name && metadata.namespace === PARAMETERS.namespace)
    .flatMap(({ data }) => (textOf(at(data, entry)) ?? '').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
