import { TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';
import { DataOciIdentityAvailabilityDomains } from '../bindings/data-oci-identity-availability-domains';

const ID = 'availability-domains';

/**
 * Name of an availability domain, such as `Uocm:EU-ZURICH-1-AD-1`: the part before the colon differs from tenancy to tenancy, so the
 * plan asks for it, once for each stack.
 * @param number from 1
 */
export function availabilityDomain(scope: IConstruct, compartmentId: string, number: number): string {
  const stack = TerraformStack.of(scope);
  const asked = stack.node.tryFindChild(ID) as DataOciIdentityAvailabilityDomains | undefined;
  const domains = asked ?? new DataOciIdentityAvailabilityDomains(stack, ID, { compartmentId });
  return domains.availabilityDomains.get(number - 1).name;
}
