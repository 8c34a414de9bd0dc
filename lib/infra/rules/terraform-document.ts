import { type ObjectReference } from '../../assurance/finding';
import { isFields, type Fields } from './fields';

/** A resource as the synthesized JSON describes it. */
export interface TerraformResource {
  /** Type, for example `oci_core_vcn`. */
  readonly type: string;
  /** Name in its stack, the second part of its address. */
  readonly name: string;
  /** Arguments and blocks. */
  readonly fields: Fields;
  /** How a finding and a waiver name it. */
  readonly object: ObjectReference;
}

/** What a stack's JSON says, for rules that read it. */
export class TerraformDocument {
  /**
   * @param stack name of the stack
   * @param content the JSON that is written for it
   */
  public static of(stack: string, content: unknown): TerraformDocument {
    return new TerraformDocument(stack, isFields(content) ? content : {});
  }

  /** Every resource, in the order of the JSON. */
  public readonly resources: readonly TerraformResource[];

  private constructor(
    /** Name of the stack. */
    public readonly stack: string,
    /** All that the JSON says. */
    public readonly content: Fields,
  ) {
    const types = content['resource'];
    this.resources = !isFields(types)
      ? []
      : Object.entries(types).flatMap(([type, named]) =>
          Object.entries(isFields(named) ? named : {}).map(([name, fields]) => ({
            type,
            name,
            fields: isFields(fields) ? fields : {},
            object: { apiVersion: 'terraform', kind: type, namespace: stack, name },
          })),
        );
  }

  /** Resources of the types. */
  public ofType(...types: string[]): TerraformResource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /**
   * What a value is once references to arguments of other resources, to locals and to defaults of variables are followed.
   * @returns undefined where it is known only at the apply
   */
  public resolved(value: unknown): unknown {
    for (let current = value, steps = 0; ; steps++) {
      if (typeof current !== 'string' || !current.includes('${')) return current;
      const reference = WHOLE_REFERENCE.exec(current);
      if (reference === null || steps > LONGEST_CHAIN) return undefined;
      current = this.lookedUp((reference[1] ?? '').split('.'));
    }
  }

  /** The resource that an expression such as `${oci_core_vcn.main.id}` reads. */
  public referenced(value: unknown): TerraformResource | undefined {
    if (typeof value !== 'string') return undefined;
    const [type, name] = WHOLE_REFERENCE.exec(value)?.[1]?.split('.') ?? [];
    return this.resources.find((resource) => resource.type === type && resource.name === name);
  }

  private lookedUp([first, second, ...rest]: string[]): unknown {
    if (first === undefined || second === undefined) return undefined;
    if (first === 'local') return child(this.content['locals'], second);
    if (first === 'var') return child(child(this.content['variable'], second), 'default');
    const resource = child(child(this.content['resource'], first), second);
    return rest.length === 1 ? child(resource, rest[0] ?? '') : undefined;
  }
}

/** An expression that is nothing but one reference. */
const WHOLE_REFERENCE = /^\$\{([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+)\}$/;
/** A longer chain of references is a cycle. */
const LONGEST_CHAIN = 20;

function child(value: unknown, key: string): unknown {
  return isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
