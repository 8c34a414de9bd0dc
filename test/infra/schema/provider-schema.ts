import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Type of a value as Terraform writes it: `string`, `["list", "string"]`, `["object", {…}]`. */
export type ValueType = string | readonly ['list' | 'set' | 'map', ValueType] | readonly ['object', ObjectType];
export interface ObjectType {
  readonly [name: string]: ValueType;
}

export interface AttributeSchema {
  readonly type: ValueType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export interface NestedBlockSchema {
  readonly nesting_mode: 'list' | 'set' | 'single';
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: BlockSchema;
}

export interface BlockSchema {
  readonly attributes?: { readonly [name: string]: AttributeSchema };
  readonly block_types?: { readonly [name: string]: NestedBlockSchema };
}

interface Schemas {
  readonly provider: { readonly block: BlockSchema };
  readonly resource_schemas: { readonly [type: string]: { readonly block: BlockSchema } };
  readonly data_source_schemas: { readonly [type: string]: { readonly block: BlockSchema } };
}

const FILE = resolve(__dirname, '../../../lib/infra/schema/oci.json');
const schemas = (
  JSON.parse(readFileSync(FILE, 'utf8')) as {
    readonly provider_schemas: { readonly 'registry.terraform.io/oracle/oci': Schemas };
  }
).provider_schemas['registry.terraform.io/oracle/oci'];

/** What the real provider says it takes, for the resources that the library uses. */
export const providerSchema = {
  provider: schemas.provider.block,
  resource: (type: string): BlockSchema | undefined => schemas.resource_schemas[type]?.block,
  dataSource: (type: string): BlockSchema | undefined => schemas.data_source_schemas[type]?.block,
};
