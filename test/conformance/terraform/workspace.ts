import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, type CommandResult } from '../tools/command';
import { PROVIDER_ENVIRONMENT, providerMirror } from './schema-only-provider';
import { terraformProgram } from './terraform-program';

/** A folder in which Terraform works on one stack, with the schema-only provider and without any network. */
export class Workspace {
  /** Terraform, and a mirror of providers from which every stack takes its own. */
  public static async open(): Promise<Workspace> {
    const root = await mkdtemp(join(tmpdir(), 'terraform-'));
    const mirror = join(root, 'mirror');
    await providerMirror(mirror);
    const config = join(root, 'terraform.rc');
    await writeFile(
      config,
      `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
    );
    return new Workspace(root, config, await terraformProgram());
  }

  private stacks = 0;

  private constructor(
    private readonly root: string,
    private readonly config: string,
    private readonly program: string,
  ) {}

  /** Makes a stack ready. @param content the JSON, or the path of a file that holds it */
  public async stack(content: object | string): Promise<WorkspaceStack> {
    const folder = join(this.root, `stack-${this.stacks++}`);
    await mkdir(folder);
    const file = join(folder, 'cdk.tf.json');
    if (typeof content === 'string') await copyFile(content, file);
    else await writeFile(file, JSON.stringify(content));
    return new WorkspaceStack(folder, file, this.program, {
      ...PROVIDER_ENVIRONMENT,
      TF_CLI_CONFIG_FILE: this.config,
      TF_IN_AUTOMATION: '1',
      TF_CLI_ARGS: '-no-color',
      CHECKPOINT_DISABLE: '1',
    });
  }

  /** Removes everything. */
  public async close(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** One stack that Terraform works on. */
export class WorkspaceStack {
  public constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly program: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Downloads nothing: the provider comes from the mirror, the state stays in the folder whatever the stack says. */
  public init(): Promise<CommandResult> {
    return this.run('init', '-input=false', '-backend-config=path=state.tfstate');
  }

  public validate(): Promise<CommandResult> {
    return this.run('validate');
  }

  /** @returns the result of planning; a plan with changes has the exit code 2 */
  public plan(name = 'plan'): Promise<CommandResult> {
    return this.run('plan', '-input=false', '-lock=false', '-detailed-exitcode', `-out=${name}`);
  }

  public apply(name = 'plan'): Promise<CommandResult> {
    return this.run('apply', '-input=false', name);
  }

  /** A plan as JSON, without the time at which it was made, and with what it read in order: Terraform lists that in any. */
  public async shownPlan(name = 'plan'): Promise<ShownPlan> {
    const { stdout } = await this.run('show', '-json', name);
    const shown = JSON.parse(stdout) as ShownPlan;
    const read = shown.relevant_attributes?.map((each) => JSON.stringify(each)).sort();
    return { ...shown, timestamp: undefined, relevant_attributes: read };
  }

  /** The outputs of what was applied, as `terraform output -json` prints them. */
  public async outputs(): Promise<string> {
    return (await this.run('output', '-json')).stdout;
  }

  /** Writes other content for the next plan. */
  public async rewrite(content: object): Promise<void> {
    await writeFile(this.file, JSON.stringify(content));
  }

  private run(...args: string[]): Promise<CommandResult> {
    return attempt(this.program, [`-chdir=${this.folder}`, ...args], {
      env: this.env,
    });
  }
}

/** What is read of `terraform show -json`. */
export interface ShownPlan {
  readonly timestamp?: string;
  readonly relevant_attributes?: readonly unknown[];
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly mode: 'managed' | 'data';
    readonly change: { readonly actions: readonly string[]; readonly replace_paths?: readonly unknown[] };
  }[];
  readonly configuration: {
    readonly root_module: {
      readonly resources: readonly {
        readonly address: string;
        readonly type: string;
        readonly mode: 'managed' | 'data';
        readonly expressions?: unknown;
        readonly depends_on?: readonly string[];
      }[];
    };
  };
}
