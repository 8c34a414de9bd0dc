import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Example } from './example';
import { readDocuments } from './kubernetes-documents';
import { type ProgramFacts } from './program-facts';
import { type SynthSummary, summarize } from './synth-summary';
import { readStacks, summarizeTerraform, type TerraformSummary } from './terraform-summary';
import { writeTerraformReport } from './write-terraform-report';

const ROOT = resolve(__dirname, '..');

/** What one example wrote. */
export interface SynthesizedExample {
  /** What it wrote as YAML. @default - it has no cdk8s program */
  readonly kubernetes?: SynthSummary;
  /** What it wrote as Terraform JSON. @default - it has no cdktf program */
  readonly terraform?: TerraformSummary;
}

/** Where examples are written to. */
export interface OutputFolders {
  /** YAML goes to a folder of it with the example's name. */
  readonly dist: string;
  /** Terraform JSON goes into it, as `cdktf synth` has it. */
  readonly terraform: string;
  /** The report goes to a folder of it with the example's name. */
  readonly reports: string;
}

/**
 * Runs the example in its own process and moves what it wrote to its place, replacing an earlier run as a whole.
 * @throws if the program fails or writes nothing; then what stood in the folders stays as it was
 */
export async function synthesizeExample(example: Example, folders: OutputFolders): Promise<SynthesizedExample> {
  const { dist } = folders;
  mkdirSync(dist, { recursive: true });
  mkdirSync(folders.reports, { recursive: true });
  // In dist/ itself, because a folder is moved at once only within one file system.
  const written = mkdtempSync(join(dist, `.${example.name}-`));
  const yaml = join(written, 'yaml');
  const terraform = join(written, 'terraform');
  const report = join(written, 'report');
  mkdirSync(yaml);
  try {
    const started = performance.now();
    const facts = await run(example, yaml, terraform, report);
    const seconds = (performance.now() - started) / 1000;
    const documents = readDocuments(yaml);
    const stacks = existsSync(terraform) ? readStacks(terraform) : undefined;
    if (documents.length === 0 && stacks === undefined) {
      throw new Error(`${example.main} wrote neither YAML nor Terraform JSON: does it call app.synth()?`);
    }
    if (documents.length > 0) replace(join(dist, example.name), yaml);
    if (stacks) {
      writeTerraformReport(stacks, report, example.name);
      replace(folders.terraform, terraform);
    }
    if (existsSync(report)) replace(join(folders.reports, example.name), report);
    return {
      kubernetes: documents.length > 0 ? summarize(documents, facts, seconds) : undefined,
      terraform: stacks && summarizeTerraform(stacks, seconds),
    };
  } finally {
    rmSync(written, { recursive: true, force: true });
  }
}

function replace(folder: string, by: string): void {
  rmSync(folder, { recursive: true, force: true });
  renameSync(by, folder);
}

function run(example: Example, yaml: string, terraform: string, report: string): Promise<ProgramFacts> {
  // The build configuration has no paths: `cdk8s-secure-llm` then resolves as for users, through the package's exports.
  const env = {
    ...process.env,
    CDK8S_OUTDIR: yaml,
    CDKTF_OUTDIR: terraform,
    TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.build.json'),
  };
  const child = fork(join(__dirname, 'run-example.ts'), [example.main, example.name, report], {
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
