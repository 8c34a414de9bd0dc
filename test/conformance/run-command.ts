import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  /** Added to this process's environment. @default {} */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program with its output on the terminal, and returns its exit code. */
export function runCommand(program: string, args: readonly string[], { cwd, env }: RunOptions): Promise<number> {
  return new Promise((settle, fail) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', fail);
    child.once('exit', (code) => settle(code ?? 1));
  });
}
