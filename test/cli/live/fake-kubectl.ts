import { type ProgramResult } from '../../../lib/cli/environment';

/** What a cluster holds and whom it refuses. */
export interface FakeCluster {
  /** Objects by resource, for example `pods` or `deployments.apps`. */
  readonly objects?: Readonly<Record<string, readonly object[]>>;
  /** Resources that it serves beside those with objects. @default [] */
  readonly serves?: readonly string[];
  /** Resources that may not be listed. @default [] */
  readonly forbidden?: readonly string[];
  /** What `kubectl get secrets` prints. @default '' */
  readonly secrets?: string;
  /** Groups with versions that it serves. @default [] */
  readonly apiVersions?: readonly string[];
  /** What `kubectl version` prints. @default - a server of 1.36 */
  readonly version?: object;
}

const OPTION = /^--(?!all-namespaces|namespace|output|no-headers|show-labels|verbs)/;

/** Stands in for kubectl and remembers how it was called; only reading is possible. */
export class FakeKubectl {
  readonly calls: string[] = [];

  constructor(private readonly cluster: FakeCluster) {}

  readonly run = (program: string, args: readonly string[]): ProgramResult => {
    this.calls.push([program, ...args].join(' '));
    expect(program).toBe('kubectl');
    const [verb, resource = '', ...rest] = args.filter((arg) => !OPTION.test(arg));
    if (verb === 'api-resources') return printed([...this.served].join('\n'));
    if (verb === 'api-versions') return printed((this.cluster.apiVersions ?? []).join('\n'));
    if (verb === 'version') return printed(JSON.stringify(this.cluster.version ?? VERSION));
    expect(verb).toBe('get');
    if (this.cluster.forbidden?.includes(resource)) {
      const message = `Error from server (Forbidden): ${resource} is forbidden: User "auditor" cannot list resource`;
      return { code: 1, stdout: '', stderr: `${message}\n` };
    }
    if (resource === 'secrets') {
      // any other output would fetch the data of every Secret
      expect(rest).toEqual(['--all-namespaces', '--no-headers', '--show-labels']);
      return printed(this.cluster.secrets ?? '');
    }
    expect(rest).toContain('--output=json');
    const namespace = rest.find((arg) => arg.startsWith('--namespace='))?.slice('--namespace='.length);
    const items = (this.cluster.objects?.[resource] ?? []).filter(
      (item) =>
        namespace === undefined || (item as { metadata: { namespace: string } }).metadata.namespace === namespace,
    );
    return printed(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  };

  private get served(): ReadonlySet<string> {
    return new Set([...Object.keys(this.cluster.objects ?? {}), ...(this.cluster.serves ?? [])]);
  }
}

const VERSION = { clientVersion: { gitVersion: 'v1.36.3' }, serverVersion: { gitVersion: 'v1.36.3' } };

const printed = (stdout: string): ProgramResult => ({ code: 0, stdout, stderr: '' });
