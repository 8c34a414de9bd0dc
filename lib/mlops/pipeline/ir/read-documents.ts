import { parseAllDocuments } from 'yaml';
import { pipelineProblems } from '../check/pipeline-problems';
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
  const read: PipelineDocuments = { spec: spec ?? {}, ...(platform !== undefined && { platform }) };
  requireShape(read, source);
  return read;
}

/** What is wrong with a pipeline is listed at synth; what does not even have the shape of one cannot be judged. */
function requireShape(documents: PipelineDocuments, source: string): void {
  try {
    pipelineProblems(documents, { pools: [], untrusted: new Set(), gpuResourceName: '', gpuTaintKey: '' });
  } catch (error) {
    throw irUnreadable(source, `it is not shaped like one: ${(error as Error).message}`);
  }
}

function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
