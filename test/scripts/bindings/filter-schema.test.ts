import { readFileSync } from 'node:fs';
import { filterSchema, OCI_PROVIDER, type ProviderSchemaFile } from '../../../scripts/bindings/filter-schema';
import { SCHEMA_FILE, type SchemaSource, sha256, SOURCE_FILE } from '../../../scripts/bindings/schema-file';
import { SELECTION } from '../../../scripts/bindings/selection';

const FILE: ProviderSchemaFile = {
  format_version: '1.0',
  provider_schemas: {
    [OCI_PROVIDER]: {
      provider: { version: 0 },
      resource_schemas: { oci_b: { z: 1, a: 2 }, oci_a: {}, oci_c: {} },
      data_source_schemas: { oci_d: {}, oci_e: {} },
    },
  },
  provider_versions: { [OCI_PROVIDER]: '8.28.0' },
};

describe('filterSchema', () => {
  it('keeps what is selected, in an order of its own', () => {
    const filtered = filterSchema(FILE, { resources: ['oci_b', 'oci_a'], dataSources: ['oci_e'] });
    const { resource_schemas: resources, data_source_schemas: dataSources } = filtered.provider_schemas[OCI_PROVIDER]!;
    expect(Object.keys(resources)).toEqual(['oci_a', 'oci_b']);
    expect(Object.keys(dataSources)).toEqual(['oci_e']);
    expect(JSON.stringify(resources['oci_b'])).toBe('{"a":2,"z":1}');
    expect(filtered.provider_versions).toEqual({ [OCI_PROVIDER]: '8.28.0' });
  });

  it('names everything that the provider does not know', () => {
    expect(() => filterSchema(FILE, { resources: ['oci_a', 'oci_x'], dataSources: ['oci_y'] })).toThrow(
      'does not know: resource oci_x, data source oci_y',
    );
  });

  it('wants the schema of this provider', () => {
    const other = {
      ...FILE,
      provider_schemas: { 'registry.terraform.io/other/oci': FILE.provider_schemas[OCI_PROVIDER]! },
    };
    expect(() => filterSchema(other, { resources: [], dataSources: [] })).toThrow(
      'only registry.terraform.io/other/oci',
    );
  });
});

describe('the committed schema', () => {
  const text = readFileSync(SCHEMA_FILE, 'utf8');
  const schema = JSON.parse(text) as ProviderSchemaFile;

  it('is exactly what is selected', () => {
    expect(`${JSON.stringify(filterSchema(schema, SELECTION), null, 1)}\n`).toBe(text);
  });

  it('has the digest and the version that its source file names', () => {
    const source = JSON.parse(readFileSync(SOURCE_FILE, 'utf8')) as SchemaSource;
    expect(source).toMatchObject({ sha256: sha256(text), version: schema.provider_versions[OCI_PROVIDER] });
  });
});
