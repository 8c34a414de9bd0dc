import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findExamples } from '../../scripts/example';
import { synthesizeExample } from '../../scripts/synthesize-example';

const REPOSITORY = resolve(__dirname, '../..');
const PROGRAM = `import { App, ApiObject, Chart } from 'cdk8s';
const app = new App();
new ApiObject(new Chart(app, 'lab'), 'Namespace', { apiVersion: 'v1', kind: 'Namespace' });
`;

jest.setTimeout(60_000); // each starts a process that compiles its program

describe('synthesizeExample', () => {
  let folder: string;
  let dist: string;
  let terraform: string;
  let reports: string;
  // Inside of the repository, because programs resolve packages from where they stand; dist/ is ignored by git.
  beforeEach(() => {
    mkdirSync(join(REPOSITORY, 'dist'), { recursive: true });
    folder = mkdtempSync(join(REPOSITORY, 'dist', '.synth-test-'));
    dist = join(folder, 'dist');
    terraform = join(folder, 'cdktf.out');
    reports = join(folder, 'reports');
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
    const summary = await synthesizeExample(example(`${PROGRAM}app.synth();`), { dist, terraform, reports });
    expect(summary.terraform).toBeUndefined();
    expect(existsSync(terraform)).toBe(false);
    expect([...(summary.kubernetes?.objects ?? [])]).toEqual([['Namespace', 1]]);
    expect(readdirSync(join(dist, 'lab'))).toEqual(['lab.k8s.yaml']);
    expect(readdirSync(dist)).toEqual(['lab']);
  });

  it('writes the report of the program, which knows what the program declares', async () => {
    await synthesizeExample(
      { name: 'quickstart', main: join(REPOSITORY, 'examples/quickstart/main.ts') },
      { dist, terraform, reports },
    );
    expect(readdirSync(join(reports, 'quickstart'))).toEqual([
      'report.html',
      'report.json',
      'report.sarif',
      'topology.mmd',
    ]);
    const report = JSON.parse(readFileSync(join(reports, 'quickstart', 'report.json'), 'utf8'));
    expect(report).toMatchObject({ title: 'quickstart', summary: { passed: true } });
    expect(report.claims.find(({ claim }: { claim: string }) => claim === 'R8')).toMatchObject({ outcome: 'proven' });
  });

  it('puts Terraform JSON where cdktf has it, replacing an earlier run as a whole', async () => {
    mkdirSync(join(terraform, 'stacks', 'stale'), { recursive: true });
    const program = example(
      `import { App, TerraformOutput, TerraformStack } from 'cdktf';
      const app = new App();
      new TerraformOutput(new TerraformStack(app, 'lab'), 'answer', { value: 42 });
      app.synth();`,
    );
    const summary = await synthesizeExample(program, { dist, terraform, reports });
    expect(summary.kubernetes).toBeUndefined();
    expect(summary.terraform).toMatchObject({ stacks: ['lab'], dataSources: 0, outputs: ['answer'] });
    expect(readdirSync(join(terraform, 'stacks'))).toEqual(['lab']);
    expect(readdirSync(terraform).sort()).toEqual(['manifest.json', 'stacks']);
    expect(readdirSync(dist)).toEqual([]);
    const written = JSON.parse(readFileSync(join(reports, 'lab', 'terraform.json'), 'utf8')) as object;
    expect(written).toMatchObject({ title: 'lab', summary: { passed: true } });
    expect(readdirSync(join(reports, 'lab')).sort()).toEqual(['terraform.html', 'terraform.json', 'terraform.sarif']);
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
    ['writes nothing', PROGRAM, /wrote neither YAML nor Terraform JSON/],
  ])('leaves the folder as it was when the program %s', async (_, program, message) => {
    mkdirSync(join(dist, 'lab'), { recursive: true });
    writeFileSync(join(dist, 'lab', 'earlier.k8s.yaml'), 'kind: Namespace\n');
    await expect(synthesizeExample(example(program), { dist, terraform, reports })).rejects.toThrow(message);
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
