import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type OracleCase } from './oracle-case';
import { oracleProgram } from './oracle-program';

/** The evaluators, by the names of the answer's fields. */
export const ORACLES = ['npGuard', 'cyclonus', 'kubeNetworkPolicies'] as const;
export type OracleName = (typeof ORACLES)[number];

/** `allow`, `deny`, or `refused: ` and why the oracle gives no answer. */
export type OracleVerdict = string;

/** What each oracle says about each probe of a case, in their order. */
export type OracleAnswer = Readonly<Record<OracleName, readonly OracleVerdict[]>>;

/** The running program; one process judges all cases, one after the other. */
export class OracleProcess implements AsyncDisposable {
  static async start(): Promise<OracleProcess> {
    return new OracleProcess(spawn(await oracleProgram(), ['judge'], { stdio: ['pipe', 'pipe', 'pipe'] }));
  }

  private readonly waiting: {
    readonly settle: (answer: OracleAnswer) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  private readonly exited: Promise<void>;
  private complaints = '';

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
    // a program that ends closes its input; the exit below tells why
    child.stdin?.on('error', () => undefined);
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.waiting.shift()?.settle(JSON.parse(line) as OracleAnswer);
      });
    }
    this.exited = new Promise((settle) => {
      child.once('close', (code, signal) => {
        const error = new Error(`the oracles ended with ${signal ?? `code ${code}`}: ${this.complaints.slice(-2000)}`);
        for (const { fail } of this.waiting.splice(0)) fail(error);
        settle();
      });
    });
  }

  /** @throws when the program ends before it answers, or answers about another number of probes */
  async ask(question: OracleCase): Promise<OracleAnswer> {
    const answer = await new Promise<OracleAnswer>((settle, fail) => {
      this.waiting.push({ settle, fail });
      if (this.child.exitCode !== null) fail(new Error(`the oracles have ended: ${this.complaints.slice(-2000)}`));
      this.child.stdin?.write(`${JSON.stringify(question)}\n`);
    });
    for (const name of ORACLES) {
      const answered = answer[name].length;
      if (answered !== question.probes.length)
        throw new Error(`${name} answered ${answered} of ${question.probes.length} probes`);
    }
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.stdin?.end();
    await this.exited;
  }
}
