import { type Cluster } from '../cluster/cluster';
import { type CommandResult } from '../tools/command';

/** Exit codes of steps, as pipelines read them. */
export const EXIT = {
  success: 0,
  usage: 2,
  gateFailed: 3,
  rolledBack: 4,
  paused: 5,
} as const;

const NAMESPACE = 'pipelines';

/** What a step said. */
export interface StepResult extends CommandResult {
  /** Its audit lines. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The shipped steps in a pod of the pipeline: its image, its ServiceAccount with the token that the kubelet mounts, its zone. One
 * pod runs them all, where Argo would start one each; artifacts are files in its /tmp.
 */
export class StepPod {
  /**
   * Starts it and waits until it runs.
   *
   * @param account ServiceAccount of the pipeline; the pod is called like it
   */
  public static async start(cluster: Cluster, image: string, account = 'rule-set-release'): Promise<StepPod> {
    const { kubectl } = cluster;
    await kubectl.run(['-n', NAMESPACE, 'delete', 'pod', account, '--ignore-not-found', '--grace-period=0']);
    await kubectl.apply([podOf(image, account)]);
    await kubectl.run(['-n', NAMESPACE, 'wait', '--for=condition=Ready', `pod/${account}`, '--timeout=120s']);
    return new StepPod(cluster, account);
  }

  private constructor(
    private readonly cluster: Cluster,
    private readonly pod: string,
  ) {}

  /** Runs a step to its end, whatever its exit code. */
  public async run(command: string, args: Readonly<Record<string, string>>): Promise<StepResult> {
    const words = Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]);
    const result = await this.execute(['python3', '-m', 'secure_llm_steps', command, ...words]);
    const events = result.stdout.split('\n').filter((line) => line.startsWith('{'));
    return {
      ...result,
      events: events.map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  }

  /** Writes an artifact. @returns its path */
  public async write(name: string, content: string): Promise<string> {
    const path = `/tmp/${name}`;
    const program = 'import sys; open(sys.argv[1], "w", encoding="utf-8", newline="").write(sys.stdin.read())';
    const { code, stderr } = await this.execute(['python3', '-c', program, path], content);
    if (code !== 0) throw new Error(`${path} was not written: ${stderr}`);
    return path;
  }

  /** Reads an artifact that is JSON. */
  public async read<T>(path: string): Promise<T> {
    return JSON.parse(await this.text(path)) as T;
  }

  /** Reads an artifact. */
  public async text(path: string): Promise<string> {
    const program = 'import sys; sys.stdout.write(open(sys.argv[1], encoding="utf-8", newline="").read())';
    return (await this.execute(['python3', '-c', program, path])).stdout;
  }

  private execute(command: readonly string[], input?: string): Promise<CommandResult> {
    const exec = ['-n', NAMESPACE, 'exec', '-i', this.pod, '--', ...command];
    return this.cluster.kubectl.attempt(exec, input === undefined ? {} : { input });
  }
}

function podOf(image: string, account: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: account,
      namespace: NAMESPACE,
      labels: { 'secure-llm.dev/workload': account },
    },
    spec: {
      serviceAccountName: account,
      automountServiceAccountToken: true,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 10,
      hostUsers: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        supplementalGroupsPolicy: 'Strict',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'step',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['python3', '-c', 'import signal; signal.sigwait([signal.SIGTERM])'],
          securityContext: {
            allowPrivilegeEscalation: false,
            privileged: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: {
            requests: {
              cpu: '100m',
              memory: '64Mi',
              'ephemeral-storage': '16Mi',
            },
            limits: { cpu: '1', memory: '256Mi', 'ephemeral-storage': '64Mi' },
          },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '32Mi' } }],
    },
  };
}
