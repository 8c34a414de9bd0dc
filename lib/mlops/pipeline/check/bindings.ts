import {
  type ArtifactSpec,
  type Binding,
  type ParameterSpec,
  type PipelineSpec,
  type TaskSpec,
} from '../ir/pipeline-ir';
import { problems } from './problems';
import { componentOf, type Scope } from './scope';
import { fitsType, textsIn } from './values';

type Kind = 'parameter' | 'artifact';

const SOURCES: { readonly [kind in Kind]: readonly (keyof Binding)[] } = {
  parameter: ['runtimeValue', 'componentInputParameter', 'taskOutputParameter', 'taskFinalStatus'],
  artifact: ['componentInputArtifact', 'taskOutputArtifact'],
};
const COMPLETED = 'ALL_UPSTREAM_TASKS_COMPLETED';
/** Takes every artifact. */
const ANY_ARTIFACT = 'system.Artifact';

/** What is wrong with what the inputs of a task are bound to. */
export function bindingProblems(spec: PipelineSpec, scope: Scope, name: string, task: TaskSpec): string[] {
  const component = componentOf(spec, task);
  if (component === undefined) return [];
  const { parameters = {}, artifacts = {} } = component.inputDefinitions ?? {};
  const bound = { ...task.inputs?.parameters, ...task.inputs?.artifacts };
  const items = [task.parameterIterator?.itemInput, task.artifactIterator?.itemInput];
  const required = Object.entries({ ...parameters, ...artifacts }).filter(([, port]) => !optional(port));
  return [
    ...required
      .filter(([port]) => !Object.hasOwn(bound, port) && !items.includes(port))
      .map(([port]) => problems.unbound(name, port)),
    ...Object.entries(task.inputs?.parameters ?? {}).flatMap(([port, binding]) =>
      new OneBinding(spec, scope, name, task, port, 'parameter').problems(binding, parameters, artifacts),
    ),
    ...Object.entries(task.inputs?.artifacts ?? {}).flatMap(([port, binding]) =>
      new OneBinding(spec, scope, name, task, port, 'artifact').problems(binding, artifacts, parameters),
    ),
  ];
}

function optional(port: ParameterSpec | ArtifactSpec): boolean {
  return (port.isOptional ?? false) || ('defaultValue' in port && port.defaultValue !== undefined);
}

type PortSpecs = { readonly [name: string]: ParameterSpec | ArtifactSpec };

/** One input of one task. */
class OneBinding {
  constructor(
    private readonly spec: PipelineSpec,
    private readonly scope: Scope,
    private readonly taskName: string,
    private readonly task: TaskSpec,
    private readonly port: string,
    private readonly kind: Kind,
  ) {}

  problems(binding: Binding, ports: PortSpecs, otherKind: PortSpecs): string[] {
    const { taskName, port, kind } = this;
    const given = (Object.keys(binding) as (keyof Binding)[]).filter((key) => binding[key] !== undefined);
    const source = given[0];
    if (!Object.hasOwn(ports, port)) {
      if (Object.hasOwn(otherKind, port)) {
        const [expected, actual] = kind === 'artifact' ? ['parameter', 'an artifact'] : ['artifact', 'a parameter'];
        return [problems.kindMismatch(taskName, port, expected, actual)];
      }
      // a condition's and a sub-pipeline's inputs are declared by their component like all others
      return [problems.noInput(taskName, port, Object.keys({ ...ports, ...otherKind }))];
    }
    const type = typeOf(ports[port] ?? {});
    if (source === undefined || given.length > 1 || !SOURCES[kind].includes(source))
      return [problems.bindingShape(taskName, port, kind)];
    if (binding.runtimeValue !== undefined) return this.constantProblems(binding.runtimeValue.constant, type);
    if (binding.taskFinalStatus !== undefined) return this.statusProblems(binding.taskFinalStatus.producerTask, type);
    const input = binding.componentInputParameter ?? binding.componentInputArtifact;
    if (input !== undefined) return this.scopeInputProblems(input, type);
    const { producerTask, ...keys } = binding.taskOutputParameter ?? binding.taskOutputArtifact ?? {};
    return this.outputProblems(producerTask, Object.values(keys)[0], type);
  }

  private constantProblems(constant: unknown, type: string): string[] {
    const { taskName, port } = this;
    const inserted = textsIn(constant).filter((text) => text.includes('{{$'));
    return [
      ...(fitsType(constant, type) ? [] : [problems.constantType(taskName, port, type, constant)]),
      ...inserted.map((text) => problems.placeholderInConstant(`input "${port}" of task "${taskName}"`, text)),
    ];
  }

  private statusProblems(producer: string | undefined, type: string): string[] {
    const { taskName, port, task } = this;
    const siblings = this.scope.tasks.map(([name]) => name);
    if (producer === undefined || !siblings.includes(producer))
      return [problems.noTask(taskName, 'asks for the end of', producer, siblings)];
    return type === 'TASK_FINAL_STATUS' && task.triggerPolicy?.strategy === COMPLETED
      ? []
      : [problems.statusPort(taskName, port)];
  }

  private scopeInputProblems(input: string, type: string): string[] {
    const { taskName, port, kind, scope } = this;
    const { parameters = {}, artifacts = {} } = scope.component.inputDefinitions ?? {};
    const ports: PortSpecs = kind === 'parameter' ? parameters : artifacts;
    if (!Object.hasOwn(ports, input)) return [problems.noScopeInput(taskName, port, input, Object.keys(ports))];
    return this.typeProblems(type, typeOf(ports[input] ?? {}), `input "${input}" of ${scope.name}`);
  }

  private outputProblems(producer: string | undefined, output: string | undefined, type: string): string[] {
    const { taskName, port, kind, scope, spec, task } = this;
    const siblings = scope.tasks.map(([name]) => name);
    const producing = scope.tasks.find(([name]) => name === producer)?.[1];
    if (producer === undefined || producing === undefined)
      return [problems.noTask(taskName, `binds "${port}" to an output of`, producer, siblings)];
    if (task.triggerPolicy?.strategy === COMPLETED) return [problems.outputOfFailed(taskName, port, producer)];
    const component = componentOf(spec, producing);
    if (component === undefined) return [];
    const { parameters = {}, artifacts = {} } = component.outputDefinitions ?? {};
    const [ports, others]: PortSpecs[] = kind === 'parameter' ? [parameters, artifacts] : [artifacts, parameters];
    if (output === undefined || !Object.hasOwn(ports ?? {}, output)) {
      if (output !== undefined && Object.hasOwn(others ?? {}, output)) {
        const actual = kind === 'parameter' ? 'an artifact' : 'a parameter';
        return [problems.kindMismatch(taskName, port, kind, `output "${output}" of task "${producer}", ${actual}`)];
      }
      return [problems.noOutput(taskName, port, producer, output, Object.keys({ ...parameters, ...artifacts }))];
    }
    return this.typeProblems(type, typeOf(ports?.[output] ?? {}), `output "${output}" of task "${producer}"`);
  }

  private typeProblems(expected: string, actual: string, origin: string): string[] {
    if (expected === actual || (this.kind === 'artifact' && expected === ANY_ARTIFACT)) return [];
    return [problems.typeMismatch(this.taskName, this.port, expected, actual, origin)];
  }
}

function typeOf(port: ParameterSpec | ArtifactSpec): string {
  if ('artifactType' in port) return port.artifactType?.schemaTitle ?? ANY_ARTIFACT;
  return ('parameterType' in port ? port.parameterType : undefined) ?? 'of no type';
}
