import { type Command } from 'commander';
import { at, textOf } from '../../assurance/fields';
import { type CliEnvironment, type ProgramResult } from '../environment';
import { errors } from '../errors';

/** Options of every command that reads a cluster. */
export interface ClusterOptions {
  /** Context of the kubeconfig. */
  readonly context?: string;
  /** Path of the kubeconfig. */
  readonly kubeconfig?: string;
}

/** Adds the options, in the order in which the help shows them. */
export function addClusterOptions(command: Command): Command {
  return command
    .option('--context <name>', 'context of the kubeconfig (default: the current one)')
    .option('--kubeconfig <file>', 'kubeconfig of the cluster (default: as kubectl finds it)');
}

/** Longest that one question may take; a cluster that does not answer fails the command instead of hanging it. */
const TIMEOUT = '30s';

/** Asks a cluster through kubectl, whose login plugins and settings everybody has already. Reads only. */
export class Kubectl {
  /** @returns the kubectl of the PATH, for the cluster that the options choose */
  static of(environment: CliEnvironment, { context, kubeconfig }: ClusterOptions): Kubectl {
    const cluster = [
      ...(context === undefined ? [] : [`--context=${context}`]),
      ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
      `--request-timeout=${TIMEOUT}`,
    ];
    return new Kubectl(environment, cluster, context ?? 'the current context');
  }

  private constructor(
    private readonly environment: CliEnvironment,
    private readonly cluster: readonly string[],
    /** Which cluster it is, in words. */
    readonly context: string,
  ) {}

  /** Objects of one or more kinds, or nothing that can change: `kubectl get`. */
  get(...args: readonly string[]): Promise<ProgramResult> {
    return this.run('get', ...args);
  }

  /** What the cluster serves, each as `resource.group`: `kubectl api-resources`. */
  async resources(): Promise<ReadonlySet<string>> {
    const { stdout, stderr } = await this.run('api-resources', '--verbs=list', '--output=name');
    // an API that is down makes kubectl fail although it lists all others
    const names = stdout.split('\n').filter((name) => name !== '');
    if (names.length === 0) throw errors.clusterUnreachable(lastLine(stderr));
    return new Set(names);
  }

  /** Groups with versions that the cluster serves, each as `apps/v1`: `kubectl api-versions`. */
  async apiVersions(): Promise<ReadonlySet<string>> {
    const { stdout } = await this.run('api-versions');
    return new Set(stdout.split('\n').filter((version) => version !== ''));
  }

  /** @returns version of the API server, for example `v1.36.3`, if it says: `kubectl version` */
  async serverVersion(): Promise<string | undefined> {
    const { code, stdout } = await this.run('version', '--output=json');
    return code === 0 ? textOf(at(JSON.parse(stdout), 'serverVersion', 'gitVersion')) : undefined;
  }

  private async run(verb: Verb, ...args: readonly string[]): Promise<ProgramResult> {
    try {
      return await this.environment.run('kubectl', [verb, ...args, ...this.cluster]);
    } catch (error) {
      throw errors.kubectlMissing((error as Error).message);
    }
  }
}

/** What is asked of kubectl: nothing that changes a cluster. */
type Verb = 'get' | 'api-resources' | 'api-versions' | 'version';

/** @returns what a program said last, which is why it failed */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
