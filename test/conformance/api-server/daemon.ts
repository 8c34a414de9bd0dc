import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs until it is stopped, with its output in a file. */
export class Daemon {
  private exit: string | undefined;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    private readonly logFile: string,
  ) {
    child.once('exit', (code, signal) => (this.exit = signal ?? `code ${code}`));
    child.once('error', (error) => (this.exit = error.message));
  }

  /**
   * Starts the program so that the kernel kills it when this process dies in any way (Ctrl-C, SIGKILL, a crash of jest):
   * exit handlers do not run in all of these.
   */
  static start(name: string, program: string, args: readonly string[], logFile: string): Daemon {
    const log = openSync(logFile, 'a');
    try {
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], { stdio: ['ignore', log, log] });
      return new Daemon(name, child, logFile);
    } finally {
      closeSync(log);
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * Waits until the check succeeds.
   *
   * @throws with the end of its log when the program ends first, or when the time is over
   */
  async ready(check: () => Promise<boolean>, seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await check().catch(() => false))) {
      if (this.exit !== undefined) throw new Error(`${this.name} ended (${this.exit}):\n${await this.logTail()}`);
      if (Date.now() > deadline)
        throw new Error(`${this.name} is not ready after ${seconds} s:\n${await this.logTail()}`);
      await sleep(100);
    }
  }

  /** Ends the program and returns when it is gone; a program that does not listen is killed after 5 s. */
  async stop(): Promise<void> {
    if (this.exit !== undefined || this.child.pid === undefined) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const kill = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(kill);
  }

  private async logTail(): Promise<string> {
    return (await readFile(this.logFile, 'utf8')).trim().split('\n').slice(-20).join('\n');
  }
}
