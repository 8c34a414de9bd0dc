import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** How the registry lets people in. */
export interface FakeRegistryOptions {
  /** Digest by `repository:tag`. */
  readonly images: Readonly<Record<string, string>>;
  /** What it asks for. @default - nothing: everybody may pull */
  readonly asks?: 'basic' | 'bearer' | 'bearer-with-name' | 'oauth';
  /** Where its tokens come from. @default - from itself */
  readonly realm?: string;
}

/** Name and password that the registry knows, and the token that it gives for them. */
export const NAME = 'robot';
export const PASSWORD = 'hunter:2';
const TOKEN = 'token-to-pull';
const IDENTITY_TOKEN = 'identity-token';
export { IDENTITY_TOKEN };

/** A registry that knows digests and keeps a list of what it was asked; it speaks as much of the protocol as a reader needs. */
export class FakeRegistry implements AsyncDisposable {
  static async start(options: FakeRegistryOptions): Promise<FakeRegistry> {
    const registry = new FakeRegistry(options);
    await new Promise<void>((resolve) => registry.server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  /** Method and path of every request. */
  readonly requests: string[] = [];
  private readonly server: Server;

  private constructor(private readonly options: FakeRegistryOptions) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** `127.0.0.1:PORT`, as it stands in the names of its images. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://registry');
    this.requests.push(`${request.method} ${url.pathname}`);
    if (url.pathname === '/token') return this.giveToken(request, url, response);
    if (!this.letsIn(request.headers.authorization)) {
      const realm = this.options.realm ?? `http://${this.host}/token`;
      const challenge =
        this.options.asks === 'basic' ? 'Basic realm="test"' : `Bearer realm="${realm}",service="test",scope="ignored"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
      return;
    }
    const [, repository, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? [];
    const digest = this.options.images[`${repository}:${tag}`];
    const knowsIndexes = request.headers.accept?.startsWith('application/vnd.oci.image.index.v1+json') ?? false;
    if (digest === undefined || !knowsIndexes) response.writeHead(404).end();
    else response.writeHead(200, { 'docker-content-digest': digest }).end();
  }

  private letsIn(authorization: string | undefined): boolean {
    if (this.options.asks === undefined) return true;
    return authorization === (this.options.asks === 'basic' ? basic(NAME, PASSWORD) : `Bearer ${TOKEN}`);
  }

  private async giveToken(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const { asks } = this.options;
    let fields = url.searchParams;
    if (request.method === 'POST') fields = new URLSearchParams(await text(request));
    const isAsked = fields.get('service') === 'test' && /^repository:[a-z/]+:pull$/.test(fields.get('scope') ?? '');
    const { authorization } = request.headers;
    const knows =
      asks === 'oauth'
        ? fields.get('grant_type') === 'refresh_token' && fields.get('refresh_token') === IDENTITY_TOKEN
        : asks === 'bearer-with-name'
          ? authorization === basic(NAME, PASSWORD)
          : authorization === undefined;
    if (!isAsked || !knows) response.writeHead(401).end();
    else response.end(JSON.stringify(asks === 'oauth' ? { access_token: TOKEN } : { token: TOKEN }));
  }
}

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
