import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Example } from './example';
import { readDocuments } from './kubernetes-documents';
import { type ProgramFacts } from './program-facts';
import { type SynthSummary, summarize } from './synth-summary';

const ROOT = resolve(__dirname, '..');

/**
 * Runs the example in its own process and moves what it wrote to `<dist>/<example>`, replacing an earlier run as a whole.
 * @throws if the program fails or writes nothing; then what stood in the folder stays as it was
 */
export async function synthesizeExample(example: Example, dist: string): Promise<SynthSummary> {
  mkdirSync(dist, { recursive: true });
  // In dist/ itself, because a folder is moved at once only within one file system.
  const written = mkdtempSync(join(dist, `.${example.name}-`));
  try {
    const started = performance.now();
    const facts = await run(example, written);
    const seconds = (performance.now() - started) / 1000;
    const documents = readDocuments(written);
    if (documents.length === 0) throw new Error(`${example.main} wrote no YAML: does it call app.synth()?`);
    rmSync(join(dist, example.name), { recursive: true, force: true });
    renameSync(written, join(dist, example.name));
    return summarize(documents, facts, seconds);
  } finally {
    rmSync(written, { recursive: true, force: true });
  }
}

function run(example: Example, outdir: string): Promise<ProgramFacts> {
  // The build configuration has no paths: `cdk8s-secure-llm` then resolves as for users, through the package's exports.
  const env = { ...process.env, CDK8S_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.build.json') };
  const child = fork(join(__dirname, 'run-example.ts'), [example.main], {
    cwd: ROOT,
    env,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  return new Promise((settle, fail) => {
    let facts: ProgramFacts | undefined;
    let complaints = '';
    child.on('message', (message) => (facts = message as ProgramFacts));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.once('error', fail);
    child.once('close', (code, signal) => {
      if (code === 0 && facts !== undefined) settle(facts);
      else fail(new Error(`${example.main} ended with ${signal ?? `exit code ${code}`}\n${complaints}`.trim()));
    });
  });
}
