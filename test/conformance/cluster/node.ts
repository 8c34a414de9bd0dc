import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt, type CommandOptions, type CommandResult, run } from '../tools/command';
import { cacheFolder } from '../tools/tool-cache';

/** A component that runs until the node goes. */
export interface Component {
  /** Names the log file too. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Added to this process's environment. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** What only the process that started a node holds. */
interface Owner {
  end(): void;
  readonly gone: Promise<number>;
}

/**
 * The machine that the cluster believes it runs on: namespaces of its own for processes, mounts, network and host name. When
 * they go, the kernel takes every process, mount, link, rule and pinned BPF object with them, so nothing can be forgotten.
 */
export class Node implements AsyncDisposable {
  /** Starts an empty node. */
  public static async start(): Promise<Node> {
    const name = `secure-llm-${randomBytes(3).toString('hex')}`;
    const state = join(cacheFolder(), 'clusters', name);
    await mkdir(state, { recursive: true });
    // its own session: Ctrl-C must not reach it before it has cleaned up
    const lifetime = spawn('bash', [join(__dirname, 'node-lifetime.sh'), name, state], {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const gone = new Promise<number>((resolve, reject) => {
      lifetime.on('error', reject);
      lifetime.on('close', (code) => resolve(code ?? 128));
    });
    const entered = new Promise<string>((resolve) => createInterface(lifetime.stdout).once('line', resolve));
    const pid = await Promise.race([entered, gone]);
    if (typeof pid === 'number') {
      throw new Error(`the node's namespaces could not be made: node-lifetime.sh exited with ${pid}`);
    }
    await writeFile(join(state, 'pid'), pid);
    const owner: Owner = { end: () => void lifetime.stdin.end(), gone };
    return new Node(name, state, pid, owner);
  }

  /** A node that another process started and will end. */
  public static async attach(state: string): Promise<Node> {
    const pid = await readFile(join(state, 'pid'), 'utf8');
    return new Node(basename(state), state, pid);
  }

  private constructor(
    public readonly name: string,
    /** Everything that the cluster writes is in this folder; it goes with the node. */
    public readonly state: string,
    /** The first process's id as the machine sees it. */
    public readonly pid: string,
    private readonly owner?: Owner,
  ) {}

  /** A file or folder of this node. */
  public path(...parts: readonly string[]): string {
    return join(this.state, ...parts);
  }

  /** What enters the node, to be followed by a program and its arguments. */
  public get entrance(): readonly string[] {
    return ['nsenter', ...this.enter()];
  }

  /** Runs a program inside the node to its end, whatever its exit code. */
  public attempt(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return attempt('nsenter', [...this.enter(), program, ...args], options);
  }

  /**
   * Runs a program inside the node.
   *
   * @throws when it exits with another code than 0
   */
  public run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
    return run('nsenter', [...this.enter(), program, ...args], options);
  }

  /** Starts a component inside the node; what it prints goes to its log file. */
  public async startComponent(component: Component): Promise<void> {
    await mkdir(this.path('logs'), { recursive: true });
    const log = await open(this.logFile(component.name), 'a');
    const child = spawn('nsenter', [...this.enter(), component.program, ...component.args], {
      cwd: this.state,
      env: { ...process.env, ...component.env },
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    child.on('error', () => undefined);
    await log.close();
    // a cluster must not keep the process that started it alive
    child.unref();
  }

  /** A program inside the node whose input and output the caller holds. */
  public spawn(program: string, args: readonly string[]): ChildProcess {
    return spawn('nsenter', [...this.enter(), program, ...args], { stdio: 'pipe' });
  }

  /**
   * Waits until a condition holds.
   *
   * @throws when it does not within the time, with the last lines of the named component's log
   */
  public async waitFor(
    what: string,
    component: string,
    condition: () => Promise<boolean>,
    seconds = 120,
  ): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await condition())) {
      if (Date.now() > deadline) {
        throw new Error(
          `${what}: not within ${seconds} s; the end of ${component}'s log:\n${await this.logTail(component)}`,
        );
      }
      await sleep(100);
    }
  }

  /** The last lines that a component printed. */
  public async logTail(component: string, lines = 30): Promise<string> {
    const text = await readFile(this.logFile(component), 'utf8').catch(() => '(no log)');
    return text.trim().split('\n').slice(-lines).join('\n');
  }

  /** Ends every process of the node and removes everything it made, if this process started it. */
  public async [Symbol.asyncDispose](): Promise<void> {
    this.owner?.end();
    await this.owner?.gone;
  }

  private logFile(component: string): string {
    return this.path('logs', `${component}.log`);
  }

  private enter(): string[] {
    return ['--target', this.pid, '--mount', '--net', '--pid', '--uts', '--ipc', '--'];
  }
}
