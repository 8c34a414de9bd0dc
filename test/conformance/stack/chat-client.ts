import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kubectl } from '../cluster/kubectl';
import { type PodRef } from '../cluster/probes/packets';

const SCRIPT = readFileSync(join(__dirname, 'chat.py'), 'utf8');

/** One HTTP answer as the pod saw it; status 0 is a connection that failed. */
export interface ChatAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly milliseconds: number;
  /** Seconds since 1970. */
  readonly started: number;
}

export interface ChatRequest {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests that go on until they are stopped. */
export interface ConstantLoad {
  /** Stops, and returns every answer. */
  stop(): Promise<readonly ChatAnswer[]>;
}

/** Sends chat requests from inside a pod. */
export class ChatClient {
  public constructor(
    private readonly kubectl: Kubectl,
    private readonly pod: PodRef,
    /** `http://service.namespace.svc:8000/v1/chat/completions` */
    private readonly url: string,
  ) {}

  /** Sends requests, as many at a time as said. */
  public async send(
    requests: readonly ChatRequest[],
    concurrency = 1,
    timeoutSeconds = 60,
  ): Promise<readonly ChatAnswer[]> {
    const input = this.question(requests, concurrency, timeoutSeconds, false);
    return JSON.parse(await this.kubectl.run(this.command(), { input })) as ChatAnswer[];
  }

  /** Sends the same requests over and over. */
  public start(requests: readonly ChatRequest[], concurrency: number, timeoutSeconds = 60): ConstantLoad {
    const child = this.kubectl.spawn(this.command());
    let printed = '';
    let complaints = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.stdin?.write(this.question(requests, concurrency, timeoutSeconds, true));
    const closed = once(child, 'close');
    return {
      stop: async () => {
        child.stdin?.end();
        await closed;
        if (printed === '') throw new Error(`the load ended without a report: ${complaints}`);
        return JSON.parse(printed) as ChatAnswer[];
      },
    };
  }

  private question(requests: readonly ChatRequest[], concurrency: number, timeout: number, until_eof: boolean): string {
    return `${JSON.stringify({ url: this.url, concurrency, timeout, requests, until_eof })}\n`;
  }

  private command(): string[] {
    return ['-n', this.pod.namespace, 'exec', '-i', this.pod.pod, '--', 'python3', '-c', SCRIPT];
  }
}
