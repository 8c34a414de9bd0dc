import { Argument } from './argument';
import { type ParameterType } from './parameter-type';
import { checkedPortName, type Direction } from './component-port';

/**
 * A small value that a step receives or produces. It is inserted into the command line as text, so what other people wrote never
 * goes through one: that is what artifacts are for.
 */
export class ParameterPort {
  /**
   * A value that the step receives.
   * @throws if the name is not an identifier
   */
  public static input(name: string, type: ParameterType): ParameterPort {
    return new ParameterPort(name, 'input', type, `{{$.inputs.parameters['${name}']}}`);
  }

  /**
   * A value that the step writes into the file it is told.
   * @throws if the name is not an identifier
   */
  public static output(name: string, type: ParameterType): ParameterPort {
    return new ParameterPort(name, 'output', type, `{{$.outputs.parameters['${name}'].output_file}}`);
  }

  /**
   * How the pipeline ended, as JSON with `state`, `pipelineJobResourceName` and `error`. Only the exit task has it.
   * @throws if the name is not an identifier
   */
  public static finalStatus(name: string): ParameterPort {
    return new ParameterPort(name, 'input', 'TASK_FINAL_STATUS', `{{$.inputs.parameters['${name}']}}`);
  }

  /** The value, or of an output the path of the file to write, on the command line. */
  public readonly argument: Argument;
  /** @internal */
  public readonly _kind = 'parameter';
  /** @internal */
  public readonly _untrusted = false;

  private constructor(
    /** Name within the component. */
    public readonly name: string,
    /** @internal */
    public readonly _direction: Direction,
    /** @internal */
    public readonly _type: string,
    placeholder: string,
  ) {
    checkedPortName(name);
    this.argument = Argument._of(placeholder, this);
  }
}
