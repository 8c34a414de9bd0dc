import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/**
 * Runs a TypeScript file in a process of its own, so that nothing is warm, and returns what it sends last.
 *
 * @param env added to this process's environment. @default nothing
 * @throws when the process fails or sends nothing
 */
export function measuredProcess<T>(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const child = fork(join(__dirname, file), args, {
    cwd: ROOT,
    // without paths `cdk8s-secure-llm` is the built package, as for users
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.build.json'), ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((settle, fail) => {
    let sent: T | undefined;
    child.on('message', (message) => (sent = message as T));
    child.once('error', fail);
    child.once('close', (code, signal) => {
      if (code === 0 && sent !== undefined) settle(sent);
      else fail(new Error(`${file} ${args.join(' ')} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/** Seconds of processor time since the start of this process, of all of its threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** @returns the middle one of the numbers, or the mean of the two in the middle */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
}
