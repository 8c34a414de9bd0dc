import { type NodeCapacity } from './node-capacity';
import { type PipelineDefinition } from './pipeline-definition';

/** A pipeline in the zone of Kubeflow Pipelines. */
export interface PipelineProps {
  /** What it does. It cannot be changed after this. */
  readonly definition: PipelineDefinition;
  /**
   * The account that its runs act as.
   * @default - the name of the pipeline
   */
  readonly serviceAccountName?: string;
  /**
   * What the nodes offer. A step that fits on none of them is an error.
   * @default - not known: nothing is refused for it
   */
  readonly nodeCapacities?: readonly NodeCapacity[];
  /**
   * Annotations of the Pipeline, for example which protection it does without and why.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
