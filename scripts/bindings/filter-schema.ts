import { type Selection } from './selection';

/** What `terraform providers schema -json` prints for one provider, as far as it is read here. */
export interface ProviderSchemaFile {
  readonly format_version: string;
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
  /** Added to the command's output: the version of each provider. */
  readonly provider_versions: Readonly<Record<string, string>>;
}

/** The schema of one provider: of itself, of its resources and of its data sources. */
export interface ProviderSchema {
  readonly provider: unknown;
  readonly resource_schemas: Readonly<Record<string, unknown>>;
  readonly data_source_schemas: Readonly<Record<string, unknown>>;
}

/** Full name of the provider in a schema file. */
export const OCI_PROVIDER = 'registry.terraform.io/oracle/oci';

/**
 * The schema with the selected resources and data sources only, keys in order so that equal content is equal bytes.
 * @throws if the file does not describe the provider, or the provider does not know a selected name
 */
export function filterSchema(file: ProviderSchemaFile, selection: Selection): ProviderSchemaFile {
  const schema = file.provider_schemas[OCI_PROVIDER];
  const version = file.provider_versions[OCI_PROVIDER];
  if (schema === undefined || version === undefined) {
    throw new Error(
      `the schema file does not describe ${OCI_PROVIDER}, only ${Object.keys(file.provider_schemas).join(', ')}`,
    );
  }
  const unknown = [
    ...selection.resources.filter((name) => !(name in schema.resource_schemas)).map((name) => `resource ${name}`),
    ...selection.dataSources
      .filter((name) => !(name in schema.data_source_schemas))
      .map((name) => `data source ${name}`),
  ];
  if (unknown.length > 0) throw new Error(`${OCI_PROVIDER} ${version} does not know: ${unknown.join(', ')}`);
  return sorted({
    format_version: file.format_version,
    provider_schemas: {
      [OCI_PROVIDER]: {
        provider: schema.provider,
        resource_schemas: pick(schema.resource_schemas, selection.resources),
        data_source_schemas: pick(schema.data_source_schemas, selection.dataSources),
      },
    },
    provider_versions: { [OCI_PROVIDER]: version },
  });
}

const pick = (schemas: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, schemas[name]]));

function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each: unknown) => sorted(each)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each as unknown)])) as T;
}
