import { type Component } from '../component';
import { type PipelineTask } from '../pipeline-task';
import { componentKey, componentSpec, executorLabel } from './component-spec';
import { executor, kubernetesExecutor } from './executor';
import { type ComponentSpec, type ParameterSpec, type PipelineDocuments, type TaskSpec } from './pipeline-ir';
import { type RenderContext } from './render-context';
import { taskSpec } from './task-spec';

/** Everything that a pipeline is made of. */
export interface PipelineParts {
  /** Name of the pipeline. */
  readonly name: string;
  /** What it is for. */
  readonly description?: string;
  /** What a run may choose. */
  readonly parameters: { readonly [name: string]: ParameterSpec };
  /** Sorted by name. */
  readonly components: readonly Component[];
  /** Its steps. */
  readonly tasks: readonly PipelineTask[];
  /** The step that runs at the end, however the others ended. */
  readonly exitTask?: PipelineTask;
}

/** Name of the sub-pipeline that holds the tasks where there is an exit task. */
export const BODY = 'body';
const BODY_COMPONENT = `comp-${BODY}`;

/** Both documents, in an order that does not depend on how the pipeline was put together. */
export function pipelineDocuments(parts: PipelineParts, context: RenderContext): PipelineDocuments {
  const { exitTask } = parts;
  const { components } = parts;
  const root = exitTask === undefined ? body(parts) : withExit(parts, exitTask);
  return {
    spec: {
      pipelineInfo: { name: parts.name, ...(parts.description !== undefined && { description: parts.description }) },
      root,
      components: {
        ...Object.fromEntries(components.map((each) => [componentKey(each), componentSpec(each)])),
        ...(exitTask !== undefined && { [BODY_COMPONENT]: body(parts) }),
      },
      deploymentSpec: {
        executors: Object.fromEntries(components.map((each) => [executorLabel(each), executor(each, context)])),
      },
      schemaVersion: '2.1.0',
      sdkVersion: 'cdk8s-secure-llm',
    },
    platform: {
      platforms: {
        kubernetes: {
          deploymentSpec: {
            executors: Object.fromEntries(
              components.map((each) => [executorLabel(each), kubernetesExecutor(each, context)]),
            ),
          },
        },
      },
    },
  };
}

/** The tasks, with the run's parameters as inputs: values cross into a sub-pipeline in no other way. */
function body({ tasks, parameters }: PipelineParts): ComponentSpec {
  return {
    dag: { tasks: byName(tasks) },
    ...(Object.keys(parameters).length > 0 && { inputDefinitions: { parameters: copied(parameters) } }),
  };
}

/** The exit task waits for the end of the body, however it ends. */
function withExit({ parameters }: PipelineParts, exitTask: PipelineTask): ComponentSpec {
  const exit = taskSpec(exitTask);
  const status = exitTask._props.component._ports.filter(({ _type }) => _type === 'TASK_FINAL_STATUS');
  const names = Object.keys(parameters);
  return {
    dag: {
      tasks: {
        [BODY]: {
          taskInfo: { name: BODY },
          componentRef: { name: BODY_COMPONENT },
          cachingOptions: {},
          ...(names.length > 0 && {
            inputs: { parameters: Object.fromEntries(names.map((name) => [name, { componentInputParameter: name }])) },
          }),
        },
        [exitTask.name]: {
          ...exit,
          dependentTasks: [BODY],
          inputs: {
            ...exit.inputs,
            parameters: {
              ...exit.inputs?.parameters,
              ...Object.fromEntries(status.map(({ name }) => [name, { taskFinalStatus: { producerTask: BODY } }])),
            },
          },
          triggerPolicy: { strategy: 'ALL_UPSTREAM_TASKS_COMPLETED' },
        },
      },
    },
    ...(names.length > 0 && { inputDefinitions: { parameters: copied(parameters) } }),
  };
}

function byName(tasks: readonly PipelineTask[]): { [name: string]: TaskSpec } {
  const sorted = [...tasks].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(sorted.map((task) => [task.name, taskSpec(task)]));
}

/** One object at two places would become an anchor in YAML, which the API server's decoders need not know. */
function copied(parameters: PipelineParts['parameters']): PipelineParts['parameters'] {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, { ...parameter }]));
}
