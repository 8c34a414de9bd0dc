import { parseAllDocuments } from 'yaml';
import { irUnreadable } from '../errors';
import { type PipelineDocuments } from './pipeline-ir';

/**
 * The documents of a pipeline that somebody else compiled.
 * @throws if it is not one or two YAML documents that are mappings
 */
export function readDocuments(text: string, source: string): PipelineDocuments {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.length === 0 || documents.length > 2)
    throw irUnreadable(source, 'it has not one or two documents');
  const wrong = documents.flatMap(({ errors }) => errors)[0];
  if (wrong !== undefined) throw irUnreadable(source, wrong.message);
  const values = documents.map((document) => document.toJS() as unknown);
  if (!values.every(isMapping)) throw irUnreadable(source, 'a document is not a mapping');
  const [spec, platform] = values;
  return { spec: spec ?? {}, ...(platform !== undefined && { platform }) };
}

function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
