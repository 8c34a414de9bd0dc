import { Duration } from 'cdk8s';
import { type PipelineTask } from '../pipeline-task';
import { type PipelineValue } from '../pipeline-value';
import { type TaskProps } from '../task-props';
import { componentKey } from './component-spec';
import { type Binding, type TaskSpec } from './pipeline-ir';

/** A task as its sub-pipeline has it. What it waits for is always written: the local runner orders by that alone. */
export function taskSpec(task: PipelineTask): TaskSpec {
  const { component, inputs = {}, caching = false } = task._props;
  const kindOf = new Map(
    component._ports.filter(({ _direction }) => _direction === 'input').map(({ name, _kind }) => [name, _kind]),
  );
  const bound = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  // of an input that the component does not have, the value says whether it is an artifact; the check finds it there
  const isArtifact = (name: string, { _source }: PipelineValue) => (kindOf.get(name) ?? _source.kind) === 'artifact';
  const artifacts = bound.filter(([name, value]) => isArtifact(name, value));
  const parameters = bound.filter(([name, value]) => !isArtifact(name, value));
  const dependencies = task._dependencies;
  return {
    taskInfo: { name: task.name },
    componentRef: { name: componentKey(component) },
    cachingOptions: caching ? { enableCache: true } : {},
    ...(dependencies.length > 0 && { dependentTasks: dependencies }),
    ...(bound.length > 0 && {
      inputs: {
        ...(artifacts.length > 0 && { artifacts: bindings(artifacts) }),
        ...(parameters.length > 0 && { parameters: bindings(parameters) }),
      },
    }),
    ...retryPolicy(task._props),
  };
}

function bindings(bound: readonly (readonly [string, PipelineValue])[]): { [name: string]: Binding } {
  return Object.fromEntries(bound.map(([name, value]) => [name, binding(value)]));
}

function binding({ _source: { runParameter, task, output, kind, constant } }: PipelineValue): Binding {
  if (runParameter !== undefined) return { componentInputParameter: runParameter };
  if (task === undefined) return { runtimeValue: { constant } };
  return kind === 'artifact'
    ? { taskOutputArtifact: { producerTask: task, outputArtifactKey: output } }
    : { taskOutputParameter: { producerTask: task, outputParameterKey: output } };
}

function retryPolicy(props: TaskProps): Pick<TaskSpec, 'retryPolicy'> {
  const { retries = 0, retryBackoff = Duration.seconds(30), retryMaxBackoff = Duration.hours(1) } = props;
  if (retries === 0) return {};
  return {
    retryPolicy: {
      maxRetryCount: retries,
      backoffDuration: `${retryBackoff.toSeconds()}s`,
      backoffFactor: props.retryBackoffFactor ?? 2,
      backoffMaxDuration: `${retryMaxBackoff.toSeconds()}s`,
    },
  };
}
