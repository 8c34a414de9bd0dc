import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateBindings } from '../../../scripts/bindings/generate-bindings';
import { SCHEMA_FILE, type SchemaSource, sha256, SOURCE_FILE } from '../../../scripts/bindings/schema-file';

const BINDINGS = resolve(__dirname, '../../../lib/infra/bindings');

/** The files of the repository, by path. */
const committed = (): Map<string, string> =>
  new Map(
    readdirSync(BINDINGS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(BINDINGS.length + 1), readFileSync(path, 'utf8')]),
  );

describe('the bindings of the provider', () => {
  const schema = readFileSync(SCHEMA_FILE, 'utf8');
  let generated: Map<string, string>;
  beforeAll(async () => {
    generated = await generateBindings(schema);
  });

  it('are what the generator makes of the committed schema, and nobody has edited them', () => {
    const differing = [...generated].filter(([path, text]) => committed().get(path) !== text).map(([path]) => path);
    expect(differing).toEqual([]);
    expect([...committed().keys()].sort()).toEqual([...generated.keys()].sort());
  });

  it('would differ if the schema did: the check is not blind', async () => {
    const other = schema.replaceAll('"block_traffic"', '"blocks_traffic"');
    expect(other).not.toBe(schema);
    const fromOther = await generateBindings(other);
    expect(fromOther.get('core-nat-gateway/index.ts')).not.toBe(committed().get('core-nat-gateway/index.ts'));
  });

  it('come from the schema of the version that the source file names', () => {
    const source = JSON.parse(readFileSync(SOURCE_FILE, 'utf8')) as SchemaSource;
    expect(source.sha256).toBe(sha256(schema));
    expect(schema).toContain(`"${source.provider}": "${source.version}"`);
  });
});
