import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import packageJson from '../package.json';
import { MarkdownDocument } from './documents/markdown';
import { runProgram } from './documents/run-program';
import { typeCheck } from './documents/type-check';

const ROOT = resolve(__dirname, '..');
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
/** Folders that a command makes; git ignores them. */
const GENERATED = /^(?:build|dist|docs\/api|reports|coverage)\//;

const readme = new MarkdownDocument(join(ROOT, 'README.md'));
const programs = readme.blocks('ts');

/** A file for each zone, and for what belongs to no namespace: the policies, and the kinds of Kubeflow. */
function filesOf(program: string): number {
  const zones = program.includes('new SecureLlm') || program.includes('new Guardrail') ? 3 : 0;
  const pipelines = program.includes('new KubeflowPipelines') ? 2 : 0;
  return zones + pipelines + (program.includes('new AdmissionPolicies') ? 1 : 0);
}

describe('the programs in the README', () => {
  it('compile with the settings of this repository', () => {
    expect(programs.length).toBeGreaterThanOrEqual(3);
    expect(typeCheck(join(ROOT, 'tsconfig.json'), programs)).toEqual([]);
  });

  it.each(programs.map((program, at) => [at + 1, program] as const))('synthesize: program %i', (_, program) => {
    const files = runProgram(program);
    const kinds = [...files.values()].flatMap((text) =>
      parseAllDocuments(text).map((document) => (document.toJS() as { kind: string }).kind),
    );
    expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'NetworkPolicy', 'Deployment', 'Service', 'ConfigMap']));
    expect(files.size).toBe(filesOf(program));
  });

  it('fit into 30 lines for a whole stack', () => {
    expect(programs[0]?.trim().split('\n').length).toBeLessThanOrEqual(30);
  });

  it('show what the command says of another stack, as its test has it', () => {
    const said = readFileSync(join(ROOT, 'test/cli/check/bare-stack.first-ten.txt'), 'utf8');
    expect(readme.blocks('text')).toContain(said);
  });

  it('would be refused if they did not compile', () => {
    const wrong = `import { Platform } from 'cdk8s-secure-llm';\nPlatform.oke({ region: 1 });\n`;
    expect(typeCheck(join(ROOT, 'tsconfig.json'), [wrong])).toEqual([
      expect.stringMatching(/documented-program-1\.ts:2: Type 'number' is not assignable to type 'string'/),
    ]);
  });
});

describe('the commands in the README', () => {
  it('are the two that a newcomer needs', () => {
    expect(readme.blockAfter('## Synthesize', 'bash')).toBe('npm ci && npm run synth\n');
    expect(readme.blockAfter('## Test', 'bash')).toBe('npm ci && npm test\n');
  });
});

describe.each(DOCUMENTS)('%s', (name) => {
  const document = new MarkdownDocument(join(ROOT, name));

  it('names npm scripts that exist', () => {
    expect(document.npmScripts.filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const missing = document.paths.filter((path) => !GENERATED.test(path) && !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });

  it('links to files, folders and headings that exist', () => {
    const own = document.links.filter((link) => !/^https?:/.test(link));
    const broken = own.filter((link) => {
      const [path, anchor] = link.split('#') as [string, string?];
      if (path !== '' && !existsSync(join(dirname(join(ROOT, name)), path))) return true;
      return path === '' && anchor !== undefined && !document.anchors.includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});
