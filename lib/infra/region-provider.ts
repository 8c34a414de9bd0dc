import { TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';
import { requireOciRegion } from '../platform/oci-region';
import { OciProvider } from './bindings/provider';

/**
 * The stack's provider of another region, made once for all that ask.
 * @throws if there is no such region
 */
export function regionProvider(scope: IConstruct, region: string): OciProvider {
  const stack = TerraformStack.of(scope);
  const id = `provider-${requireOciRegion(region, false)}`;
  const made = stack.node.tryFindChild(id) as OciProvider | undefined;
  return made ?? new OciProvider(stack, id, { alias: region, region });
}
