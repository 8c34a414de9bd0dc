import { type Duration } from 'cdk8s';
import { type Component } from './component';
import { type PipelineTask } from './pipeline-task';
import { type PipelineValue } from './pipeline-value';

/** One step of a pipeline. */
export interface TaskProps {
  /** What it runs. */
  readonly component: Component;
  /**
   * What its inputs are bound to, by port name. Where an input takes the output of another task, it waits for that task.
   * @default - none, for a component without inputs
   */
  readonly inputs?: { readonly [port: string]: PipelineValue };
  /**
   * Tasks that must have succeeded first, beside those whose outputs it takes.
   * @default - none
   */
  readonly after?: readonly PipelineTask[];
  /**
   * How often it is tried again when it ends with an exit code other than 0. A gate's verdict does not change by asking twice, so a
   * gate has none.
   * @default 0
   */
  readonly retries?: number;
  /**
   * Wait before the first retry, in whole seconds.
   * @default Duration.seconds(30)
   */
  readonly retryBackoff?: Duration;
  /**
   * By how much the wait grows with each retry.
   * @default 2
   */
  readonly retryBackoffFactor?: number;
  /**
   * Longest wait before a retry, in whole seconds.
   * @default Duration.hours(1)
   */
  readonly retryMaxBackoff?: Duration;
  /**
   * Whether the outputs of an earlier run with the same inputs may be taken instead of running. A gate that did not run has not
   * judged.
   * @default false
   */
  readonly caching?: boolean;
}
