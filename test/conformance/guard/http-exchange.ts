import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sending {
  readonly method?: 'GET' | 'POST';
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Loopback address that the request comes from: to the guard, another address is another caller. @default 127.0.0.1 */
  readonly from?: string;
}

const agents = new Map<string, Agent>();

/** One HTTP exchange over kept connections. Unlike `fetch` it can come from a chosen address and sends bytes as they are. */
export function exchange(url: string, sending: Sending = {}): Promise<Answer> {
  const from = sending.from ?? '127.0.0.1';
  const agent = agents.get(from) ?? new Agent({ keepAlive: true, maxSockets: 64 });
  agents.set(from, agent);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent,
      localAddress: from,
      method: sending.method ?? (sending.body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(sending.body !== undefined && {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(sending.body)),
        }),
        ...sending.headers,
      },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.once('error', reject);
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
    });
    outgoing.end(sending.body);
  });
}

/** Closes the kept connections, so that a run can end. */
export function closeConnections(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}
