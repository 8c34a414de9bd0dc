import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CliEnvironment, type ProgramResult } from '../../lib/cli/environment';
import { runCommandLine } from '../../lib/cli/program';

/** What one call of the command did. */
export interface CallResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a call finds outside of itself. */
export interface CallOptions {
  /** Standard input. @default '' */
  readonly input?: string;
  /** Folder of the call. @default - that of this repository */
  readonly folder?: string;
  /** Environment variables. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /** What other programs print. @default - there are none */
  readonly run?: (program: string, args: readonly string[], input?: string) => ProgramResult;
}

/** Runs `secure-llm` in this process, on a day on which nothing is waived any more by accident: 2026-06-01. */
export async function call(args: readonly string[], options: CallOptions = {}): Promise<CallResult> {
  let out = '';
  let err = '';
  const environment: CliEnvironment = {
    folder: options.folder ?? join(__dirname, '../..'),
    variables: options.variables ?? {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(options.input ?? ''),
    today: () => '2026-06-01',
    run: (program, given, input) => {
      if (options.run === undefined) return Promise.reject(new Error(`spawn ${program} ENOENT`));
      return Promise.resolve(options.run(program, given, input));
    },
  };
  const code = await runCommandLine(args, environment);
  return { code, out, err };
}

/** A folder that is gone when the test is over. */
export class TemporaryFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'secure-llm-cli-'));

  /** @param files texts by path */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
