import { Argument } from './argument';
import { type ArtifactType } from './artifact-type';
import { checkedPortName, type Direction } from './component-port';

/** A file or folder that a step receives or produces. Its path is what the command line holds, never its content. */
export class ArtifactPort {
  /**
   * A file or folder that the step reads.
   * @throws if the name is not an identifier
   */
  public static input(name: string, type: ArtifactType): ArtifactPort {
    return new ArtifactPort(name, 'input', type, false);
  }

  /**
   * A file or folder that the step writes. It makes the folders above.
   * @throws if the name is not an identifier
   */
  public static output(name: string, type: ArtifactType): ArtifactPort {
    return new ArtifactPort(name, 'output', type, false);
  }

  /**
   * An output that holds what other people wrote, such as prompts. A text that any later step derives from it cannot become a
   * parameter.
   * @throws if the name is not an identifier
   */
  public static untrustedOutput(name: string, type: ArtifactType): ArtifactPort {
    return new ArtifactPort(name, 'output', type, true);
  }

  /** The path on the command line. */
  public readonly argument: Argument;
  /** @internal */
  public readonly _kind = 'artifact';

  private constructor(
    /** Name within the component. */
    public readonly name: string,
    /** @internal */
    public readonly _direction: Direction,
    /** @internal */
    public readonly _type: ArtifactType,
    /** @internal */
    public readonly _untrusted: boolean,
  ) {
    checkedPortName(name);
    this.argument = Argument._of(`{{$.${_direction}s.artifacts['${name}'].path}}`, this);
  }
}
