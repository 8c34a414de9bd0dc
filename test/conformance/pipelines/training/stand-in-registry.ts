import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

interface Version {
  readonly name: string;
  readonly source: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** As much of a model registry as a run needs; the part `tracking` registers in a real one. */
export class StandInRegistry implements AsyncDisposable {
  readonly versions: Version[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandInRegistry> {
    const server = createServer();
    const registry = new StandInRegistry(server);
    server.on('request', (request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => response.end(JSON.stringify(registry.answer(request.url ?? '', text))));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answer(path: string, body: string): object {
    if (!path.endsWith('/model-versions/create')) return {};
    const version = JSON.parse(body) as Version;
    this.versions.push(version);
    return { model_version: { ...version, version: String(this.versions.length) } };
  }
}
