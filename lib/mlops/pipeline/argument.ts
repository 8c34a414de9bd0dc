import { placeholderInText } from './errors';
import { type ComponentPort } from './component-port';

/**
 * One argument of a step's command line. Only ports become placeholders, which Kubeflow replaces: text that looks like one is
 * refused, because replacement also happens inside of values that were inserted before.
 */
export class Argument {
  /**
   * A fixed text.
   * @throws if it holds the beginning of a placeholder
   */
  public static text(text: string): Argument {
    if (text.includes('{{$')) throw placeholderInText('the argument', text);
    return new Argument(text);
  }

  /**
   * Several fixed texts.
   * @throws if one holds the beginning of a placeholder
   */
  public static texts(...texts: string[]): Argument[] {
    return texts.map((text) => Argument.text(text));
  }

  /** @internal */
  public static _of(placeholder: string, port: ComponentPort): Argument {
    return new Argument(placeholder, port);
  }

  private constructor(
    /** As it stands in the pipeline: fixed text or a placeholder. */
    public readonly rendered: string,
    /**
     * The port that it stands for.
     * @internal
     */
    public readonly _port?: ComponentPort,
  ) {}
}
