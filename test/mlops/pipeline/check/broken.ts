import { pipelineProblems } from '../../../../lib/mlops/pipeline/check/pipeline-problems';
import { documentsOf, releaseLike } from '../release-like';

/** Documents that a test takes apart. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- they are taken apart in every way
export type Documents = any;

export const NAMES = { gpuResourceName: 'nvidia.com/gpu', gpuTaintKey: 'nvidia.com/gpu' };

/** The documents of a pipeline that is in order, as plain JSON. */
export function intact(): Documents {
  return JSON.parse(JSON.stringify(documentsOf(releaseLike())));
}

/** What is found after something was changed in them. */
export function problemsAfter(change: (documents: Documents) => void): string[] {
  const documents = intact();
  change(documents);
  return pipelineProblems(documents, { ...NAMES, pools: [], untrusted: new Set() });
}

/** The sub-pipeline with the tasks. */
export const body = ({ spec }: Documents): Documents => spec.components['comp-body'].dag;

/** The container of one step. */
export const container = ({ spec }: Documents, name = 'validate'): Documents =>
  spec.deploymentSpec.executors[`exec-${name}`].container;
