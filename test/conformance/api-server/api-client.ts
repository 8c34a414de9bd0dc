import { request } from 'node:https';
import { type KubernetesObject } from './kubernetes-object';

export interface ApiResponse {
  readonly status: number;
  readonly body: unknown;
  /** The texts of the `Warning` headers: what kubectl would print as `Warning: …`. */
  readonly warnings: readonly string[];
}

export interface ApiStatus {
  readonly kind: 'Status';
  readonly message: string;
  readonly reason: string;
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** One persona's HTTP connection to an API server. */
export class ApiClient {
  private readonly resources = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(
    private readonly port: number,
    private readonly ca: string,
    private readonly token: string,
  ) {}

  get(path: string): Promise<ApiResponse> {
    return this.send('GET', path);
  }

  /** Creates an object with strict field validation; `dryRun` goes through all of admission and stores nothing. */
  async create(object: KubernetesObject, options: { readonly dryRun?: boolean } = {}): Promise<ApiResponse> {
    const query = `fieldValidation=Strict${options.dryRun === true ? '&dryRun=All' : ''}`;
    return this.send('POST', `${await this.collection(object)}?${query}`, object);
  }

  /** Reads an object as it is stored now. */
  async read(object: KubernetesObject): Promise<ApiResponse> {
    return this.get(`${await this.collection(object)}/${object.metadata.name}`);
  }

  /** Writes the status subresource, as the controller that owns it would. */
  async mergeStatus(object: KubernetesObject, status: unknown): Promise<ApiResponse> {
    const path = `${await this.collection(object)}/${object.metadata.name}/status`;
    return this.send('PATCH', path, { status }, 'application/merge-patch+json');
  }

  send(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: this.port,
          ca: this.ca,
          method,
          path,
          headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', 'content-type': contentType },
        },
        (incoming) => {
          let text = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            // the OpenAPI documents are JSON that is labelled text/plain; health checks answer plain `ok`
            const isJson = text.startsWith('{');
            resolve({
              status: incoming.statusCode ?? 0,
              body: isJson ? (JSON.parse(text) as unknown) : text,
              warnings: warningTexts(incoming.headers['warning']),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  private async collection({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.discover(root)).find(
      (candidate) => candidate.kind === kind && !candidate.name.includes('/'),
    );
    if (resource === undefined) throw new Error(`the API server has no kind ${kind} in ${apiVersion}`);
    if (!resource.namespaced) return `${root}/${resource.name}`;
    return `${root}/namespaces/${metadata.namespace ?? 'default'}/${resource.name}`;
  }

  private discover(root: string): Promise<readonly ApiResource[]> {
    const known = this.resources.get(root);
    if (known !== undefined) return known;
    const found = this.get(root).then(({ status, body }) => {
      if (status !== 200) throw new Error(`the API server does not serve ${root}: ${JSON.stringify(body)}`);
      return (body as { readonly resources: readonly ApiResource[] }).resources;
    });
    this.resources.set(root, found);
    return found;
  }
}

/** @param header `299 - "text"`, several joined by commas */
function warningTexts(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, text]) =>
    (text ?? '').replace(/\\(.)/g, '$1'),
  );
}
