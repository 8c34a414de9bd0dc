import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findExamples } from '../../scripts/example';
import { synthesizeExample } from '../../scripts/synthesize-example';

const REPOSITORY = resolve(__dirname, '../..');
const PROGRAM = `import { App, ApiObject, Chart } from 'cdk8s';
const app = new App();
new ApiObject(new Chart(app, 'lab'), 'Namespace', { apiVersion: 'v1', kind: 'Namespace' });
`;

describe('synthesizeExample', () => {
  let folder: string;
  let dist: string;
  // Inside of the repository, because programs resolve packages from where they stand; dist/ is ignored by git.
  beforeEach(() => {
    mkdirSync(join(REPOSITORY, 'dist'), { recursive: true });
    folder = mkdtempSync(join(REPOSITORY, 'dist', '.synth-test-'));
    dist = join(folder, 'dist');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const example = (program: string): { name: string; main: string } => {
    mkdirSync(join(folder, 'lab'), { recursive: true });
    writeFileSync(join(folder, 'lab', 'main.ts'), program);
    return { name: 'lab', main: join(folder, 'lab', 'main.ts') };
  };

  it('replaces what an earlier run wrote as a whole', async () => {
    mkdirSync(join(dist, 'lab'), { recursive: true });
    writeFileSync(join(dist, 'lab', 'stale.k8s.yaml'), 'kind: Stale\n');
    const summary = await synthesizeExample(example(`${PROGRAM}app.synth();`), dist);
    expect([...summary.objects]).toEqual([['Namespace', 1]]);
    expect(readdirSync(join(dist, 'lab'))).toEqual(['lab.k8s.yaml']);
    expect(readdirSync(dist)).toEqual(['lab']);
  });

  it.each([
    [
      'throws before it writes',
      `${PROGRAM}throw new Error('broken on purpose');`,
      /ended with exit code 1[^]*broken on purpose/,
    ],
    [
      'throws after it wrote',
      `${PROGRAM}app.synth(); throw new Error('broken on purpose');`,
      /ended with exit code 1[^]*broken on purpose/,
    ],
    ['exits with an error', `${PROGRAM}app.synth(); process.exit(3);`, /ended with exit code 3/],
    ['writes nothing', PROGRAM, /wrote no YAML/],
  ])('leaves the folder as it was when the program %s', async (_, program, message) => {
    mkdirSync(join(dist, 'lab'), { recursive: true });
    writeFileSync(join(dist, 'lab', 'earlier.k8s.yaml'), 'kind: Namespace\n');
    await expect(synthesizeExample(example(program), dist)).rejects.toThrow(message);
    expect(readFileSync(join(dist, 'lab', 'earlier.k8s.yaml'), 'utf8')).toBe('kind: Namespace\n');
    expect(readdirSync(dist)).toEqual(['lab']);
  });
});

describe('findExamples', () => {
  it('finds the folders that have a program, by name', () => {
    const examples = findExamples(join(REPOSITORY, 'examples'));
    expect(examples.map(({ name }) => name)).toContain('quickstart');
    for (const { main } of examples) expect(existsSync(main)).toBe(true);
  });
});
