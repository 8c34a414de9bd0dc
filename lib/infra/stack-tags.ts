import { Aspects, type IAspect, TerraformResource } from 'cdktf';
import { type IConstruct } from 'constructs';

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

interface Tagged {
  freeformTags?: { [key: string]: string };
  freeformTagsInput?: { [key: string]: string };
  definedTags?: { [key: string]: string };
  definedTagsInput?: { [key: string]: string };
}

/** Puts tags on every resource that can have some, also on the user's own; what a resource says itself wins. */
export class StackTags implements IAspect {
  /** Tags every resource under a construct, whenever it is added. */
  public static addTo(scope: IConstruct, props: StackTagsProps): void {
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
