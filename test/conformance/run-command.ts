import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunOptions {
  readonly cwd: string;
  /** Added to this process's environment. @default {} */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the output is shown in one piece at the end, because another program writes too. @default false */
  readonly held?: boolean;
}

/** Runs a program with its output on the terminal, and returns its exit code. */
export async function runCommand(program: string, args: readonly string[], options: RunOptions): Promise<number> {
  if (!options.held) return exitCode(program, args, options, 'inherit');
  // a file, because a pipe would be kept open by what the program leaves running
  const folder = mkdtempSync(join(tmpdir(), 'held-output-'));
  const file = join(folder, 'output');
  const output = openSync(file, 'w');
  try {
    return await exitCode(program, args, options, output);
  } finally {
    closeSync(output);
    process.stdout.write(readFileSync(file));
    rmSync(folder, { recursive: true });
  }
}

function exitCode(
  program: string,
  args: readonly string[],
  { cwd, env }: RunOptions,
  output: 'inherit' | number,
): Promise<number> {
  return new Promise((settle, fail) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
    child.once('error', fail);
    child.once('exit', (code) => settle(code ?? 1));
  });
}
