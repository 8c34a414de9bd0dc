import { type ChildProcess } from 'node:child_process';
import { type CommandOptions, type CommandResult } from '../tools/command';
import { type Credentials } from './credentials';
import { type Node } from './node';

/** One Kubernetes object as the API server returns it, as far as every kind has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** kubectl inside the node, as a persona. */
export class Kubectl {
  public constructor(
    private readonly node: Node,
    private readonly program: string,
    private readonly credentials: Credentials,
    private readonly persona = 'admin',
    private readonly flags: readonly string[] = [],
  ) {}

  /** The same cluster seen by somebody else. */
  public as(persona: string): Kubectl {
    return new Kubectl(this.node, this.program, this.credentials, persona);
  }

  /** The same cluster seen by a user whom this one impersonates: the API server judges them, and no credentials are needed. */
  public impersonating(user: string, groups: readonly string[] = []): Kubectl {
    const flags = ['--as', user, ...groups.flatMap((group) => ['--as-group', group])];
    return new Kubectl(this.node, this.program, this.credentials, this.persona, flags);
  }

  /** The words by which a terminal of this machine calls the same kubectl, to be followed by its arguments. */
  public get words(): readonly string[] {
    return [...this.node.entrance, this.program, ...this.withKubeconfig([])];
  }

  /** Runs kubectl whatever its exit code. */
  public attempt(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return this.node.attempt(this.program, this.withKubeconfig(args), options);
  }

  /**
   * Runs kubectl.
   *
   * @returns what it printed
   * @throws when it fails
   */
  public async run(args: readonly string[], options: CommandOptions = {}): Promise<string> {
    const result = await this.attempt(args, options);
    if (result.code !== 0) {
      throw new Error(`kubectl ${args.join(' ')} exited with ${result.code}:\n${result.stdout}${result.stderr}`.trim());
    }
    return result.stdout;
  }

  /** A kubectl that goes on running: `port-forward`, `exec -i`. */
  public spawn(args: readonly string[]): ChildProcess {
    return this.node.spawn(this.program, this.withKubeconfig(args));
  }

  /** `kubectl get … -o json`. */
  public async get<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.run(['get', ...args, '-o', 'json'])) as T;
  }

  /** The items of `kubectl get …`. */
  public async list<T>(...args: readonly string[]): Promise<readonly T[]> {
    return (await this.get<{ readonly items: readonly T[] }>(...args)).items;
  }

  /**
   * Applies documents in the order given.
   *
   * @param documents objects, or YAML or JSON text
   */
  public apply(documents: string | readonly object[]): Promise<string> {
    const input =
      typeof documents === 'string' ? documents : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: documents });
    return this.run(['apply', '--server-side', '--validate=strict', '-f', '-'], { input });
  }

  /** Waits until a Deployment has rolled out. */
  public rollout(namespace: string, deployment: string, seconds = 180): Promise<string> {
    return this.run(['-n', namespace, 'rollout', 'status', `deployment/${deployment}`, `--timeout=${seconds}s`]);
  }

  private withKubeconfig(args: readonly string[]): string[] {
    return ['--kubeconfig', this.credentials.kubeconfig(this.persona), ...this.flags, ...args];
  }
}
