import { Duration } from 'cdk8s';
import { otherPipeline, outputUnknown, retryInvalid } from './errors';
import { PipelineValue } from './pipeline-value';
import { type TaskProps } from './task-props';

/** Fewest and most retries: each is a pod of its own. */
const MAX_RETRIES = 10;

/** A step at its place in a pipeline. */
export class PipelineTask {
  private readonly awaited = new Set<string>();

  /** @internal */
  public constructor(
    /** Name of the pipeline that it is a step of. */
    public readonly pipelineName: string,
    /** Name within the pipeline. */
    public readonly name: string,
    /** @internal */
    public readonly _props: TaskProps,
    private readonly changes: () => void,
  ) {
    checkRetries(name, _props);
    for (const task of _props.after ?? []) this.runAfter(task);
  }

  /**
   * What the task produces, to bind the input of another one to.
   * @throws if its component has no such output
   */
  public output(name: string): PipelineValue {
    const outputs = this._props.component._ports.filter(({ _direction }) => _direction === 'output');
    const port = outputs.find((each) => each.name === name);
    if (port === undefined)
      throw outputUnknown(
        this.name,
        name,
        outputs.map((each) => each.name),
      );
    return PipelineValue._taskOutput(this.name, name, port._kind);
  }

  /**
   * Lets the task wait until another one has succeeded.
   * @throws if that is a task of another pipeline, or this one is rendered already
   */
  public runAfter(task: PipelineTask): void {
    this.changes();
    if (task.pipelineName !== this.pipelineName) throw otherPipeline(task.name, this.pipelineName);
    this.awaited.add(task.name);
  }

  /**
   * Names of the tasks that it waits for: those it was told to, and those whose outputs it takes.
   * @internal
   */
  public get _dependencies(): string[] {
    const producers = Object.values(this._props.inputs ?? {}).flatMap(({ _source }) => _source.task ?? []);
    return [...new Set([...this.awaited, ...producers])].sort();
  }
}

function checkRetries(task: string, props: TaskProps): void {
  const { retries = 0, retryBackoffFactor = 2 } = props;
  if (!Number.isInteger(retries) || retries < 0 || retries > MAX_RETRIES)
    throw retryInvalid(task, 'retries', String(retries), `a whole number from 0 to ${MAX_RETRIES}`);
  if (!(retryBackoffFactor >= 1 && retryBackoffFactor <= 100))
    throw retryInvalid(task, 'retryBackoffFactor', String(retryBackoffFactor), 'a number from 1 to 100');
  for (const field of ['retryBackoff', 'retryMaxBackoff'] as const) {
    const milliseconds = (props[field] ?? Duration.seconds(1)).toMilliseconds();
    if (milliseconds < 1000 || milliseconds % 1000 !== 0)
      throw retryInvalid(task, field, `${milliseconds} ms`, 'whole seconds, at least 1');
  }
}
