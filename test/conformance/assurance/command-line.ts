import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ClaimVerdict } from '../../../lib/assurance/claims';
import { type Finding } from '../../../lib/assurance/finding';
import { credentialsOf } from '../cluster/credentials';
import { type CommandResult } from '../tools/command';
import { kubectl } from '../tools/kubectl/kubectl';
import { type Stage } from './stage';

const REPOSITORY = join(__dirname, '../../..');

/** What `check --format json` says, as far as tests look into it. */
export interface CheckReport {
  readonly objects: number;
  readonly unseen: readonly string[];
  readonly zones: { readonly names: readonly string[] };
  readonly findings: readonly Finding[];
  readonly claims: readonly ClaimVerdict[];
}

/** The built command, run in the node, where the cluster answers. */
export class CommandLine {
  /** Writes the facts that no document holds. */
  public static async of(stage: Stage): Promise<CommandLine> {
    const { node } = stage.stack.cluster;
    const facts = node.path('facts.json');
    await writeFile(facts, JSON.stringify(stage.context));
    const path = `${dirname(await kubectl())}:${process.env['PATH'] ?? ''}`;
    return new CommandLine(stage, facts, [
      'env',
      `PATH=${path}`,
      process.execPath,
      join(REPOSITORY, 'build/cli/main.js'),
    ]);
  }

  private constructor(
    private readonly stage: Stage,
    private readonly facts: string,
    private readonly words: readonly string[],
  ) {}

  /** Judges the running cluster. */
  public async checkLive(): Promise<CheckReport> {
    return report(await this.run(['check', '--live', ...this.judging, ...this.cluster]));
  }

  /** Judges what is piped into it. */
  public async checkPiped(input: string): Promise<CheckReport> {
    return report(await this.run(['check', '-', ...this.judging], input));
  }

  /** Asks the cluster for what documents need. */
  public doctor(...paths: readonly string[]): Promise<CommandResult> {
    return this.run(['doctor', ...paths, ...this.cluster]);
  }

  private get judging(): string[] {
    return ['--format=json', `--facts=${this.facts}`];
  }

  private get cluster(): string[] {
    return [`--kubeconfig=${credentialsOf(this.stage.stack.cluster.node).kubeconfig('admin')}`];
  }

  private run(args: readonly string[], input = ''): Promise<CommandResult> {
    const [program = '', ...words] = this.words;
    return this.stage.stack.cluster.node.attempt(program, [...words, ...args], { input });
  }
}

function report({ code, stdout, stderr }: CommandResult): CheckReport {
  if (stderr !== '' || stdout === '') throw new Error(`the command ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as CheckReport;
}
