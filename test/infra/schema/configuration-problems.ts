import { blockProblems, type Fields } from './block-problems';
import { providerSchema, type BlockSchema } from './provider-schema';
import { referenceProblems, type Configuration } from './reference-problems';

/** What the provider's schema and Terraform itself would refuse in the JSON of a stack. */
export function configurationProblems(stack: Configuration): string[] {
  return [
    ...elements(stack.resource, providerSchema.resource, ''),
    ...elements(stack.data, providerSchema.dataSource, 'data.'),
    ...Object.entries(stack.provider ?? {}).flatMap(([name, blocks]) =>
      blocks.flatMap(({ alias, ...fields }, at) =>
        typeof alias === 'string' || alias === undefined
          ? blockProblems(providerSchema.provider, fields, `provider.${name}[${at}]`)
          : [`provider.${name}[${at}].alias is no name`],
      ),
    ),
    ...referenceProblems(stack),
  ];
}

function elements(
  types: { readonly [type: string]: { readonly [name: string]: Fields } } | undefined,
  schemaOf: (type: string) => BlockSchema | undefined,
  prefix: string,
): string[] {
  return Object.entries(types ?? {}).flatMap(([type, named]) => {
    const schema = schemaOf(type);
    if (schema === undefined) return [`${prefix}${type} is unknown`];
    return Object.entries(named).flatMap(([name, fields]) =>
      blockProblems(schema, fields, `${prefix}${type}.${name}`, true),
    );
  });
}
