import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';

/** Runs a program that synthesizes an `App`, in this process; gives the files that it wrote by name. */
export function runProgram(program: string): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'documented-program-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(program, { compilerOptions });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the program is a block of our own documentation
    const run = new Function('require', 'exports', outputText) as (require: unknown, exports: object) => void;
    run((name: string) => jest.requireActual<object>(name), {});
    return new Map(readdirSync(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}
