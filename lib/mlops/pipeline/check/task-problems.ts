import { type PipelineSpec, type TaskSpec } from '../ir/pipeline-ir';
import { bindingProblems } from './bindings';
import { problems } from './problems';
import { componentOf, producersOf, type Scope, scopes } from './scope';

/** What a task can be wrong in by itself and with those beside it. */
export function taskProblems(spec: PipelineSpec): string[] {
  return scopes(spec).flatMap((scope) => [
    ...(scope.tasks.length === 0 ? [problems.empty(scope.name)] : []),
    ...scope.tasks.flatMap(([name, task]) => [
      ...componentProblems(spec, name, task),
      ...dependencyProblems(scope, name, task),
      ...bindingProblems(spec, scope, name, task),
      ...conditionProblems(name, task),
      ...retryProblems(name, task),
    ]),
    ...outputProblems(spec, scope),
  ]);
}

function componentProblems(spec: PipelineSpec, name: string, task: TaskSpec): string[] {
  const unknown = componentOf(spec, task) === undefined;
  return [
    ...(unknown ? [problems.noComponent(name, task.componentRef?.name, Object.keys(spec.components ?? {}))] : []),
    ...(task.taskInfo?.name ? [] : [problems.taskInfo(name)]),
  ];
}

function dependencyProblems({ tasks }: Scope, name: string, task: TaskSpec): string[] {
  const siblings = tasks.map(([sibling]) => sibling);
  const dependencies = task.dependentTasks ?? [];
  const producers = [...new Set(producersOf(task))];
  return [
    ...dependencies
      .filter((each) => !siblings.includes(each))
      .map((each) => problems.noTask(name, 'waits for', each, siblings)),
    ...producers
      .filter((each) => siblings.includes(each) && !dependencies.includes(each))
      .map((each) => problems.dependencyMissing(name, each)),
  ];
}

/** A condition on an input that is not bound is skipped in silence. */
function conditionProblems(name: string, task: TaskSpec): string[] {
  const inputs = Object.keys({ ...task.inputs?.parameters, ...task.inputs?.artifacts });
  const asked = [
    ...(task.triggerPolicy?.condition ?? '').matchAll(/inputs\.(?:parameter_values|parameters)\['([^']*)'\]/g),
  ];
  return [...new Set(asked.map(([, input]) => input ?? ''))]
    .filter((input) => !inputs.includes(input))
    .map((input) => problems.condition(name, input));
}

function retryProblems(name: string, { retryPolicy = {} }: TaskSpec): string[] {
  const { maxRetryCount = 0, backoffDuration, backoffMaxDuration } = retryPolicy;
  const durations = Object.entries({ backoffDuration, backoffMaxDuration });
  return [
    ...(Number.isInteger(maxRetryCount) && maxRetryCount >= 0 && maxRetryCount <= 10
      ? []
      : [problems.retryCount(name, maxRetryCount)]),
    ...durations
      .filter(([, text]) => text !== undefined && !/^\d+(\.\d{1,9})?s$/.test(text))
      .map(([field, text]) => problems.duration(name, field, text)),
  ];
}

/** What a sub-pipeline passes on must come from one of its tasks. */
function outputProblems(spec: PipelineSpec, { name, component, dag, tasks }: Scope): string[] {
  const { parameters = {}, artifacts = {} } = dag.outputs ?? {};
  const selected = [
    ...Object.entries(parameters).flatMap(([output, { valueFromParameter, valueFromOneof }]) =>
      [valueFromParameter, ...(valueFromOneof?.parameterSelectors ?? [])]
        .filter((selector) => selector !== undefined)
        .map((each) => ({
          output,
          kind: 'parameters' as const,
          task: each.producerSubtask,
          key: each.outputParameterKey,
        })),
    ),
    ...Object.entries(artifacts).flatMap(([output, { artifactSelectors = [] }]) =>
      artifactSelectors.map((each) => ({
        output,
        kind: 'artifacts' as const,
        task: each.producerSubtask,
        key: each.outputArtifactKey,
      })),
    ),
  ];
  return selected.flatMap(({ output, kind, task, key }) => {
    const producer = tasks.find(([each]) => each === task)?.[1];
    const outputs = (producer && componentOf(spec, producer)?.outputDefinitions?.[kind]) ?? {};
    return [
      ...(key !== undefined && Object.hasOwn(outputs, key) ? [] : [problems.dagOutput(name, output, task, key)]),
      ...(Object.hasOwn(component.outputDefinitions?.[kind] ?? {}, output)
        ? []
        : [problems.undeclaredOutput(name, output)]),
    ];
  });
}
