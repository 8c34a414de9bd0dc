import { App, TerraformStack } from 'cdktf';
import { OciProvider } from '../../lib/infra/bindings/provider';
import { HomeRegion } from '../../lib/infra/identity/home-region';
import { TerraformDocument } from '../../lib/infra/rules/terraform-document';
import { judgeTerraform } from '../../lib/infra/rules/terraform-judge';
import { configurationProblems } from './schema/configuration-problems';
import { type Configuration } from './schema/reference-problems';

export const TENANCY = 'ocid1.tenancy.oc1..aaaaexample';
export const COMPARTMENT = 'ocid1.compartment.oc1..aaaaexample';
export const CLUSTER = 'ocid1.cluster.oc1.eu-zurich-1.aaaaexample';
export const KEY = 'ocid1.key.oc1.eu-zurich-1.aaaa.bbbbexample';

/** A stack with the provider that every program needs, and the home region unless told otherwise. */
export function emptyStack(withHomeRegion = true): TerraformStack {
  const stack = new TerraformStack(new App(), 'prod');
  new OciProvider(stack, 'oci', { region: 'eu-zurich-1' });
  if (withHomeRegion) new HomeRegion(stack, 'home-region', { tenancyId: TENANCY, region: 'eu-frankfurt-1' });
  return stack;
}

/** What is written for the stack, after the judges had no objection. */
export function accepted(stack: TerraformStack): Configuration {
  const written = JSON.parse(JSON.stringify(stack.toTerraform())) as Configuration;
  expect(configurationProblems(written)).toEqual([]);
  expect(judgeTerraform([TerraformDocument.of('prod', written)]).findings).toEqual([]);
  return written;
}

/** The resources of a type, in the order in which they were made. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rendered JSON has no type of its own
export function ofType(written: Configuration, type: string): any[] {
  return Object.values(written.resource?.[type] ?? {});
}
