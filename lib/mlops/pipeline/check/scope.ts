import { type ComponentSpec, type DagSpec, type PipelineSpec, type TaskSpec } from '../ir/pipeline-ir';

/** A place where tasks stand: the root or a component that holds a sub-pipeline. */
export interface Scope {
  /** For messages. */
  readonly name: string;
  /** The root or the component. */
  readonly component: ComponentSpec;
  /** Its sub-pipeline. */
  readonly dag: DagSpec;
  /** The tasks of that. */
  readonly tasks: readonly (readonly [name: string, task: TaskSpec])[];
}

/** Every place with tasks, the root first. */
export function scopes(spec: PipelineSpec): Scope[] {
  const holders: (readonly [string, ComponentSpec])[] = [
    ...(spec.root === undefined ? [] : [['root', spec.root] as const]),
    ...Object.entries(spec.components ?? {}),
  ];
  return holders.flatMap(([name, component]) =>
    component.dag === undefined
      ? []
      : [{ name, component, dag: component.dag, tasks: Object.entries(component.dag.tasks ?? {}) }],
  );
}

/** The component that a task runs; undefined if it does not exist. */
export function componentOf(spec: PipelineSpec, task: TaskSpec): ComponentSpec | undefined {
  const name = task.componentRef?.name;
  return name !== undefined && Object.hasOwn(spec.components ?? {}, name) ? spec.components?.[name] : undefined;
}

/** Names of the tasks whose outputs a task takes. */
export function producersOf(task: TaskSpec): string[] {
  const bindings = [...Object.values(task.inputs?.parameters ?? {}), ...Object.values(task.inputs?.artifacts ?? {})];
  return bindings.flatMap(
    ({ taskOutputParameter, taskOutputArtifact, taskFinalStatus }) =>
      (taskOutputParameter ?? taskOutputArtifact ?? taskFinalStatus)?.producerTask ?? [],
  );
}
