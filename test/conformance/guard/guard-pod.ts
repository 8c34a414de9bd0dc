import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardImage } from './container-image';
import { exchange } from './http-exchange';
import { type PodProcess } from './pod-process';
import { overlayOf, startContainer, type PodOptions } from './pod';
import { type SecretValues } from './pod-files';
import { type Container, type PodTemplate } from './pod-template';

export interface GuardPodOptions {
  readonly template: PodTemplate;
  readonly address: string;
  readonly hosts: Readonly<Record<string, string>>;
  readonly secrets: SecretValues;
  /** Further folders that the image would hold. @default none */
  readonly shown?: readonly string[];
}

/** An audit line, as far as tests look at it. */
export interface AuditLine {
  readonly event: string;
  readonly request_id: string;
  readonly tier: string;
  readonly decision: string;
  readonly direction?: string | null;
  readonly rule?: string | null;
  readonly family?: string | null;
  readonly status: number;
  readonly milliseconds: Readonly<Record<string, number>>;
  readonly [key: string]: unknown;
}

/** What the initContainer said when it refused. */
export class CheckRefused extends Error {
  constructor(
    readonly code: number | null,
    readonly line: string,
  ) {
    super(`the check exited with ${code}: ${line}`);
  }
}

/** One guard tier, started as its pod template says: first every initContainer to its end, then the container. */
export class GuardPod implements AsyncDisposable {
  private constructor(
    readonly process: PodProcess,
    readonly url: string,
    readonly managementUrl: string,
    private readonly readyUrl: string,
    readonly overlay: string,
  ) {}

  /** @throws CheckRefused when an initContainer does not exit with 0 */
  static async start(options: GuardPodOptions): Promise<GuardPod> {
    await runChecks(options);
    const pod = await GuardPod.startUnchecked(options);
    await pod.process.ready(pod.readyUrl);
    return pod;
  }

  /** Starts the container alone and does not wait, as if the initContainer had been left out. */
  static async startUnchecked(options: GuardPodOptions): Promise<GuardPod> {
    const { container } = options.template;
    const program = podOptions(options, container);
    const started = await startContainer(program);
    const url = (name: string): string => `http://${options.address}:${portNamed(container, name)}`;
    return new GuardPod(started, url('http'), url('metrics'), probeUrl(options, container), await overlayOf(program));
  }

  /** The audit lines so far. */
  get audit(): AuditLine[] {
    return this.process.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as AuditLine);
  }

  /** The audit line of a request; it may be written a moment after the answer. */
  async auditOf(requestId: string): Promise<AuditLine> {
    for (let attempt = 0; attempt < 40; attempt++) {
      const found = this.audit.find((line) => line.request_id === requestId);
      if (found !== undefined) return found;
      await sleep(50);
    }
    throw new Error(`no audit line has the request id ${requestId}`);
  }

  /** Sum of all samples of a counter whose labels include the given ones. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const { text } = await exchange(`${this.managementUrl}/metrics`);
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  /** Process ids of the workers: the children of the guard. */
  get workers(): number[] {
    const { pid } = this.process;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
  }

  /** Waits until the readiness probe answers as wanted. */
  async becomes(ready: boolean, seconds = 60): Promise<void> {
    for (let waited = 0; waited < seconds * 20; waited++) {
      const answer = await exchange(this.readyUrl).catch(() => undefined);
      if ((answer?.status === 200) === ready) return;
      await sleep(50);
    }
    throw new Error(`${this.readyUrl} did not become ${ready ? 'ready' : 'not ready'} in ${seconds} s`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]();
  }
}

async function runChecks(options: GuardPodOptions): Promise<void> {
  for (const container of options.template.initContainers) {
    await using check = await startContainer(podOptions(options, container));
    const { code } = await check.exited;
    if (code !== 0) throw new CheckRefused(code, check.stderr.trim());
  }
}

function podOptions(options: GuardPodOptions, container: Container): PodOptions {
  return {
    template: options.template,
    container,
    image: guardImage(),
    addedArgs: [`--listen-host=${options.address}`],
    hosts: options.hosts,
    secrets: options.secrets,
    shown: options.shown,
  };
}

function portNamed(container: Container, name: string): number {
  const port = container.ports?.find((candidate) => candidate.name === name)?.containerPort;
  if (port === undefined) throw new Error(`the container ${container.name} has no port named ${name}`);
  return port;
}

function probeUrl(options: GuardPodOptions, container: Container): string {
  const probe = container.readinessProbe?.httpGet;
  if (probe === undefined) throw new Error(`the container ${container.name} has no HTTP readiness probe`);
  const port = typeof probe.port === 'string' ? portNamed(container, probe.port) : probe.port;
  return `http://${options.address}:${port}${probe.path}`;
}
