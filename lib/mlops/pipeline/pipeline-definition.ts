import { type Component } from './component';
import { resolvedImages } from './ir/compiled-images';
import { type ParameterSpec, type PipelineDocuments } from './ir/pipeline-ir';
import { BODY, pipelineDocuments, type PipelineParts } from './ir/pipeline-documents';
import type * as reader from './ir/read-documents';
import { type RenderContext } from './ir/render-context';
import {
  componentTwice,
  definitionUsed,
  exitTaskTwice,
  irUnreadable,
  parameterDefault,
  parameterTwice,
  pipelineName,
  taskName,
  taskTwice,
} from './errors';
import { checkedPortName } from './component-port';
import { type ParameterType } from './parameter-type';
import { PipelineTask } from './pipeline-task';
import { PipelineValue } from './pipeline-value';
import { type TaskProps } from './task-props';

/** A parser of YAML is loaded only where there is YAML. */
const loadReader = (): typeof reader =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make synthesis asynchronous
  require('./ir/read-documents') as typeof reader;

/** Options of a pipeline's definition. */
export interface PipelineDefinitionProps {
  /**
   * What it is for, for people.
   * @default - none
   */
  readonly description?: string;
}

/**
 * What a pipeline does: its steps and what flows between them. It is checked as a whole where it is put into a zone, with
 * `Pipeline`, and cannot be changed after that.
 */
export class PipelineDefinition {
  /**
   * A pipeline without steps.
   * @param name lower-case letters, digits and dashes; it names the Kubernetes object too
   * @throws if the name is not allowed
   */
  public static named(name: string, props: PipelineDefinitionProps = {}): PipelineDefinition {
    return new PipelineDefinition(name, props);
  }

  /**
   * A pipeline that somebody else compiled, for example kfp's SDK: one YAML document, or two where there are platform settings. It
   * is judged like any other.
   * @param source where it came from, for messages
   * @throws if it is not such YAML, or has no name that can be used
   */
  public static fromYaml(text: string, source: string): PipelineDefinition {
    const documents = loadReader().readDocuments(text, source);
    const { name } = documents.spec.pipelineInfo ?? {};
    if (typeof name !== 'string') throw irUnreadable(source, 'it has no pipelineInfo.name');
    return new PipelineDefinition(name, {}, documents);
  }

  private readonly tasks = new Map<string, PipelineTask>();
  private readonly components = new Map<string, Component>();
  private readonly parameters = new Map<string, ParameterSpec>();
  private exitTask?: PipelineTask;
  private rendered = false;

  private constructor(
    /** Name of the pipeline. */
    public readonly name: string,
    private readonly props: PipelineDefinitionProps,
    private readonly compiled?: PipelineDocuments,
  ) {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) throw pipelineName(name);
  }

  /**
   * Something that whoever starts a run may choose. What a gate demands does not belong here: it would be theirs to lower.
   * @param defaultValue a fixed value; without one every run must give it
   * @throws if there is one of that name, or the default is of another type
   */
  public addParameter(name: string, type: ParameterType, defaultValue?: PipelineValue): PipelineValue {
    this.changes();
    checkedPortName(name);
    if (this.parameters.has(name)) throw parameterTwice(name, this.name);
    if (defaultValue !== undefined && (defaultValue._type !== type || !('constant' in defaultValue._source)))
      throw parameterDefault(name, type, defaultValue._type ?? 'the output of a task');
    this.parameters.set(name, {
      parameterType: type,
      ...(defaultValue !== undefined && { defaultValue: defaultValue._source.constant, isOptional: true }),
    });
    return PipelineValue._runParameter(name, type);
  }

  /**
   * A step.
   * @throws if the name is not allowed or taken, or its retries are out of range
   */
  public addTask(name: string, props: TaskProps): PipelineTask {
    const task = this.task(name, props);
    this.tasks.set(name, task);
    return task;
  }

  /**
   * A step that runs at the end, however the others ended; it does not change how the run is judged. It knows the outputs of none of
   * them, because they may not exist; `ParameterPort.finalStatus` tells it how they ended.
   * @throws if there is one already, the name is not allowed or taken, or its retries are out of range
   */
  public addExitTask(name: string, props: TaskProps): PipelineTask {
    if (this.exitTask !== undefined) throw exitTaskTwice(this.name);
    this.exitTask = this.task(name, props);
    return this.exitTask;
  }

  /** @internal */
  public _render(context: RenderContext): PipelineDocuments {
    this.rendered = true;
    return this.compiled === undefined
      ? pipelineDocuments(this.parts, context)
      : resolvedImages(this.compiled, context);
  }

  /**
   * The components of its steps, sorted by name; none of a pipeline that somebody else compiled.
   * @internal
   */
  public get _components(): Component[] {
    return [...this.components.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private get parts(): PipelineParts {
    return {
      ...this.props,
      name: this.name,
      parameters: Object.fromEntries(this.parameters),
      components: this._components,
      tasks: [...this.tasks.values()],
      exitTask: this.exitTask,
    };
  }

  private task(name: string, props: TaskProps): PipelineTask {
    this.changes();
    if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) || name === BODY) throw taskName(name, this.name);
    if (this.tasks.has(name) || this.exitTask?.name === name) throw taskTwice(name, this.name);
    const { component } = props;
    if ((this.components.get(component.name) ?? component) !== component)
      throw componentTwice(component.name, this.name);
    this.components.set(component.name, component);
    return new PipelineTask(this.name, name, props, () => this.changes());
  }

  private changes(): void {
    if (this.rendered || this.compiled !== undefined) throw definitionUsed(this.name);
  }
}
