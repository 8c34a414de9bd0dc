import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Kubectl } from '../kubectl';
import { type Node } from '../node';

const LISTENER = readFileSync(join(__dirname, 'listener.py'), 'utf8');
const CONNECT = readFileSync(join(__dirname, 'connect.py'), 'utf8');

/** The container that sends or receives. */
export interface PodRef {
  readonly namespace: string;
  readonly pod: string;
  /** @default the pod's first container */
  readonly container?: string;
}

/** Where a packet is sent to. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** What came back: `open`, `refused` (it arrived, nobody listens), `silent`, `unresolved`, or an errno's name. */
export type Verdict = string;

/** Whether a packet got through: somebody answered, or the kernel there said that nobody listens. */
export function arrives(verdict: Verdict): boolean {
  return verdict === 'open' || verdict === 'refused';
}

/** Sends real packets between running pods; a pod takes part when its image has a python3. */
export class Packets {
  public constructor(private readonly kubectl: Kubectl) {}

  /** Tries every target at once from inside a container. */
  public async from(source: PodRef, targets: readonly Target[], timeoutSeconds = 2): Promise<readonly Verdict[]> {
    // the script comes as an argument, because its questions come on standard input
    const args = [...execInto(source), 'python3', '-c', CONNECT];
    const printed = await this.kubectl.run(args, { input: JSON.stringify({ timeout: timeoutSeconds, targets }) });
    return JSON.parse(printed) as Verdict[];
  }

  /** Tries every target at once from the node itself. */
  public async fromNode(node: Node, targets: readonly Target[], timeoutSeconds = 2): Promise<readonly Verdict[]> {
    const input = JSON.stringify({ timeout: timeoutSeconds, targets });
    return JSON.parse(await node.run('python3', ['-c', CONNECT], { input })) as Verdict[];
  }

  /** Tries every target at once from the world outside of the cluster. */
  public async fromOutside(node: Node, targets: readonly Target[], timeoutSeconds = 2): Promise<readonly Verdict[]> {
    const input = JSON.stringify({ timeout: timeoutSeconds, targets });
    return JSON.parse(
      await node.run('ip', ['netns', 'exec', 'outside', 'python3', '-c', CONNECT], { input }),
    ) as Verdict[];
  }

  /** Tries one target. */
  public async one(source: PodRef, target: Target, timeoutSeconds = 2): Promise<Verdict> {
    const [verdict = 'no answer'] = await this.from(source, [target], timeoutSeconds);
    return verdict;
  }

  /**
   * Listens on ports inside a container, TCP and UDP, until the pod or the returned function ends it.
   *
   * @throws when the listener does not start
   */
  public async listen(destination: PodRef, ports: readonly number[]): Promise<() => void> {
    const child = this.kubectl.spawn([
      ...execInto(destination),
      'python3',
      '-c',
      LISTENER,
      '--until-eof',
      ...ports.map(String),
    ]);
    if (child.stdout === null || child.stderr === null) throw new Error('kubectl was started without pipes');
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    const lines = createInterface(child.stdout);
    await new Promise<void>((resolve, reject) => {
      lines.once('line', () => resolve());
      child.once('close', (code) => {
        reject(new Error(`listener in ${destination.namespace}/${destination.pod} ended with ${code}: ${complaints}`));
      });
    });
    return () => child.stdin?.end();
  }
}

function execInto(pod: PodRef): string[] {
  const container = pod.container === undefined ? [] : ['--container', pod.container];
  return ['-n', pod.namespace, 'exec', '-i', pod.pod, ...container, '--'];
}
