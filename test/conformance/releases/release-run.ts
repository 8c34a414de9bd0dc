import { type ReleaseStage, sha256 } from './release-stage';
import { type StepResult } from './step-pod';

/** What a roll may be told. */
export interface RollOptions {
  /** @default 8 */
  readonly watchSeconds?: number;
  /** @default 1000 */
  readonly maxP99Milliseconds?: number;
}

/** The artifacts of one release, and the steps that make them. */
export class ReleaseRun {
  private static runs = 0;

  /** Writes the candidate. */
  public static async of(stage: ReleaseStage, ruleset: string): Promise<ReleaseRun> {
    const prefix = `run-${ReleaseRun.runs++}`;
    return new ReleaseRun(stage, ruleset, prefix, await stage.steps.write(`${prefix}-candidate.json`, ruleset));
  }

  private constructor(
    private readonly stage: ReleaseStage,
    private readonly ruleset: string,
    private readonly prefix: string,
    private readonly candidate: string,
  ) {}

  public get sha256(): string {
    return sha256(this.ruleset);
  }

  /** Shows the candidate and waits; who approves does it meanwhile. */
  public awaitApproval(seconds: number): Promise<StepResult> {
    return this.stage.steps.run('await-approval', {
      candidate: this.candidate,
      subject: 'rule-set',
      'timeout-seconds': String(seconds),
      approval: this.path('approval'),
    });
  }

  /** Has somebody approve, and takes the approval. @returns the number */
  public async approved(): Promise<number> {
    const number = await this.stage.nextNumber();
    await this.stage.approve(`${number} ${this.sha256}`);
    const { code, stderr } = await this.awaitApproval(30);
    if (code !== 0) throw new Error(`the approval is not seen: ${stderr}`);
    return number;
  }

  /** Puts the candidate beside every tier. */
  public publish(): Promise<StepResult> {
    return this.stage.steps.run('publish-rules', {
      candidate: this.candidate,
      approval: this.path('approval'),
      targets: this.stage.program.targets,
      published: this.path('published'),
    });
  }

  /** Rolls what was published. */
  public roll({ watchSeconds = 8, maxP99Milliseconds = 1000 }: RollOptions = {}): Promise<StepResult> {
    const { program, stack } = this.stage;
    return this.stage.steps.run('roll', {
      published: this.path('published'),
      targets: this.stage.program.targets,
      'canary-url': program.canaryUrl,
      'canary-model': stack.model,
      'watch-seconds': String(watchSeconds),
      'max-error-rate': '0.01',
      'max-p99-milliseconds': String(maxP99Milliseconds),
      report: this.path('report'),
    });
  }

  /** What the roll saw. */
  public report(): Promise<RollReport> {
    return this.stage.steps.read<RollReport>(this.path('report'));
  }

  /** Keeps how the run ended. */
  public record(state: string): Promise<StepResult> {
    return this.stage.steps.run('record-release', {
      status: JSON.stringify({ state, pipelineJobResourceName: this.prefix }),
      subject: 'rule-set',
      targets: this.stage.program.targets,
      report: this.path('report'),
    });
  }

  private path(artifact: string): string {
    return `/tmp/${this.prefix}-${artifact}.json`;
  }
}

export interface RollReport {
  readonly outcome: string;
  readonly reason: string | null;
  readonly tiers: Readonly<Record<string, { readonly rolloutSeconds?: number; readonly window?: object }>>;
}
