import { integerExpected, numberExpected, placeholderInText } from './errors';
import { ParameterType } from './parameter-type';

/** Where the value of an input comes from. */
export interface ValueSource {
  /** A fixed value. */
  readonly constant?: unknown;
  /** Name of a parameter of the run. */
  readonly runParameter?: string;
  /** Name of the task that produces it. */
  readonly task?: string;
  /** Name of that task's output. */
  readonly output?: string;
  /** Whether files or values pass, for the output of a task. */
  readonly kind?: 'parameter' | 'artifact';
}

/** What the input of a task is bound to: a fixed value, a parameter of the run or the output of another task. */
export class PipelineValue {
  /**
   * A fixed text.
   * @throws if it holds the beginning of a placeholder, which would be replaced
   */
  public static text(text: string): PipelineValue {
    if (text.includes('{{$')) throw placeholderInText('the value', text);
    return PipelineValue.constant(text, ParameterType.STRING);
  }

  /**
   * A fixed whole number.
   * @throws if it is not one
   */
  public static integer(number: number): PipelineValue {
    if (!Number.isSafeInteger(number)) throw integerExpected(number);
    return PipelineValue.constant(number, ParameterType.NUMBER_INTEGER);
  }

  /**
   * A fixed number.
   * @throws if it is not finite
   */
  public static number(number: number): PipelineValue {
    if (!Number.isFinite(number)) throw numberExpected(number);
    return PipelineValue.constant(number, ParameterType.NUMBER_DOUBLE);
  }

  /** True or false. */
  public static boolean(value: boolean): PipelineValue {
    return PipelineValue.constant(value, ParameterType.BOOLEAN);
  }

  /**
   * A fixed list of texts.
   * @throws if one of them holds the beginning of a placeholder
   */
  public static textList(texts: string[]): PipelineValue {
    for (const text of texts) if (text.includes('{{$')) throw placeholderInText('the value', text);
    return PipelineValue.constant([...texts], ParameterType.LIST);
  }

  /** @internal */
  public static _runParameter(name: string, type: ParameterType): PipelineValue {
    return new PipelineValue({ runParameter: name }, type);
  }

  /** @internal */
  public static _taskOutput(task: string, output: string, kind: 'parameter' | 'artifact'): PipelineValue {
    return new PipelineValue({ task, output, kind });
  }

  private static constant(constant: unknown, type: ParameterType): PipelineValue {
    return new PipelineValue({ constant }, type);
  }

  private constructor(
    /** @internal */
    public readonly _source: ValueSource,
    /**
     * Type of a fixed value or of a run's parameter.
     * @internal
     */
    public readonly _type?: ParameterType,
  ) {}
}
