import { Aspects, type IAspect, TerraformResource } from 'cdktf';
import { type IConstruct } from 'constructs';
import { errors } from './errors';

/** Tags of every resource. */
export interface StackTagsProps {
  /** Tags without a namespace. */
  readonly freeform: { readonly [key: string]: string };
  /**
   * Tags of a namespace that the tenancy defines, `<namespace>.<key>`.
   * @default - none
   */
  readonly defined?: { readonly [key: string]: string };
}

/** What OCI takes (docs.oracle.com, "Tagging Overview", limits on tags). */
const FREEFORM_KEY = /^[!-\-/-~]{1,100}$/;
const DEFINED_KEY = /^[!-\-/-~]{1,100}\.[!-\-/-~]{1,100}$/;
const LONGEST_VALUE = 256;
const MOST_FREEFORM = 10;

interface Tagged {
  freeformTags?: { [key: string]: string };
  freeformTagsInput?: { [key: string]: string };
  definedTags?: { [key: string]: string };
  definedTagsInput?: { [key: string]: string };
}

/** Puts tags on every resource that can have some, also on the user's own; what a resource says itself wins. */
export class StackTags implements IAspect {
  /**
   * Tags every resource under a construct, whenever it is added.
   * @throws if OCI would refuse a key or a value, on every resource
   */
  public static addTo(scope: IConstruct, props: StackTagsProps): void {
    const { freeform, defined = {} } = props;
    requireTags('free-form tag', freeform, FREEFORM_KEY, 'at most 100 printable characters without "." and blanks');
    requireTags(
      'defined tag',
      defined,
      DEFINED_KEY,
      '"<namespace>.<key>", each of printable characters without blanks',
    );
    const count = Object.keys(freeform).length;
    if (count > MOST_FREEFORM) throw errors.tooMany('free-form tags', count, MOST_FREEFORM);
    Aspects.of(scope).add(new StackTags(props));
  }

  private constructor(private readonly props: StackTagsProps) {}

  /** Called by cdktf for every construct when it synthesizes. */
  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !('freeformTags' in node)) return;
    const resource = node as Tagged;
    resource.freeformTags = { ...this.props.freeform, ...resource.freeformTagsInput };
    if (this.props.defined) resource.definedTags = { ...this.props.defined, ...resource.definedTagsInput };
  }
}

function requireTags(kind: string, tags: { readonly [key: string]: string }, form: RegExp, expected: string): void {
  for (const [key, value] of Object.entries(tags)) {
    if (!form.test(key)) throw errors.badName(kind, key, expected);
    if (value.length > LONGEST_VALUE)
      throw errors.tagTooLong(`${kind} ${JSON.stringify(key)}`, value.length, LONGEST_VALUE);
  }
}
