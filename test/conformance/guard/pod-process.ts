import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxScript, type SandboxPlan } from './pod-sandbox';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A container's program in its sandbox, with everything that it printed. */
export class PodProcess implements AsyncDisposable {
  stdout = '';
  stderr = '';
  readonly exited: Promise<Exit>;
  private exit: Exit | undefined;
  private readonly child: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'secure-llm-pod-'));

  /** The plan's `root` is chosen here. */
  constructor(plan: Omit<SandboxPlan, 'root'>) {
    const root = join(this.folder, 'root');
    mkdirSync(root);
    const script = join(this.folder, 'sandbox.sh');
    writeFileSync(script, sandboxScript({ ...plan, root }), { mode: 0o600 });
    this.child = spawn('setpriv', ['--pdeathsig=KILL', '--', 'unshare', '--mount', '--', '/bin/sh', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exited = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code, signal) => {
        this.exit = { code, signal };
        rmSync(this.folder, { recursive: true, force: true });
        resolve(this.exit);
      });
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the program was not started');
    return this.child.pid;
  }

  /**
   * Waits until the URL answers 200.
   *
   * @throws with the program's last words when it ends first or the time is over
   */
  async ready(url: string, seconds = 90): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      if (this.exit !== undefined)
        throw new Error(`the program ended (${JSON.stringify(this.exit)}):\n${this.lastWords()}`);
      if (await answers(url)) return;
      if (Date.now() > deadline) throw new Error(`${url} is not ready after ${seconds} s:\n${this.lastWords()}`);
      await sleep(100);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Ends the program as the kubelet does: SIGTERM, and SIGKILL when it is still there after the grace period. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.exit !== undefined) return;
    this.signal('SIGTERM');
    const kill = setTimeout(() => this.signal('SIGKILL'), 30_000);
    await this.exited;
    clearTimeout(kill);
  }

  private lastWords(): string {
    return `${this.stderr}\n${this.stdout}`.trim().slice(-3000);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
