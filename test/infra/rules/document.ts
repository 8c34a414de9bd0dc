import { TerraformDocument } from '../../../lib/infra/rules/terraform-document';
import { type TerraformRule } from '../../../lib/infra/rules/terraform-rule';

/** Resources by type and name, as the JSON of a stack has them. */
export interface Resources {
  readonly [type: string]: { readonly [name: string]: unknown };
}

/** The JSON of a stack of those resources. */
export function stackOf(resource: Resources, rest: object = {}): TerraformDocument {
  return TerraformDocument.of('prod', { resource, ...rest });
}

/** What the rule says: `<type>.<name> <path>: <message>`. */
export function saidBy(rule: TerraformRule, document: TerraformDocument): string[] {
  return rule
    .problems(document)
    .map(({ resource, path, message }) => `${resource.type}.${resource.name} ${path ?? ''}: ${message}`);
}
