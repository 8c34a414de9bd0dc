import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Daemon } from '../api-server/daemon';
import { freePorts } from '../api-server/free-ports';
import { run } from '../tools/command';
import { dockerRegistry } from '../tools/docker-registry/docker-registry';

/** The one who may push and pull. */
export interface RegistryUser {
  readonly name: string;
  readonly password: string;
}

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

/** Distribution's registry on loopback, which nobody may use without a name and a password. */
export class Registry implements AsyncDisposable {
  private constructor(
    /** `127.0.0.1:PORT`. */
    readonly host: string,
    private readonly user: RegistryUser,
    private readonly daemon: Daemon,
    private readonly folder: string,
  ) {}

  /** @throws when it does not become ready */
  static async start(user: RegistryUser): Promise<Registry> {
    const program = await dockerRegistry();
    const [port = 0] = await freePorts(1);
    const host = `127.0.0.1:${port}`;
    const folder = await mkdtemp(join(tmpdir(), 'secure-llm-registry-'));
    await writeFile(join(folder, 'htpasswd'), `${user.name}:${await bcrypt(user.password)}\n`, { mode: 0o600 });
    await writeFile(join(folder, 'config.yml'), config(host, folder));
    const daemon = Daemon.start('docker-registry', program, ['serve', join(folder, 'config.yml')], join(folder, 'log'));
    const registry = new Registry(host, user, daemon, folder);
    try {
      await daemon.ready(async () => (await registry.request('GET', '/v2/')).status === 200, 30);
      return registry;
    } catch (error) {
      await registry[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Pushes an image of one file.
   * @param content of the file, which makes the image another one
   * @returns digest of its manifest
   */
  async pushImage(repository: string, reference: string, content: string): Promise<string> {
    const layer = await this.pushBlob(repository, Buffer.from(content), LAYER);
    const settings = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [layer.digest] } };
    const config = await this.pushBlob(repository, Buffer.from(JSON.stringify(settings)), CONFIG);
    const manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers: [layer] };
    return this.pushManifest(repository, reference, manifest);
  }

  /**
   * Pushes one name for images of several architectures.
   * @param digests digest of the image by architecture
   * @returns digest of the index
   */
  async pushIndex(repository: string, tag: string, digests: Readonly<Record<string, string>>): Promise<string> {
    const manifests = await Promise.all(
      Object.entries(digests).map(async ([architecture, digest]) => {
        const { headers } = await this.request('HEAD', `/v2/${repository}/manifests/${digest}`, undefined, {
          accept: OCI_MANIFEST,
        });
        const size = Number(headers.get('content-length'));
        return { mediaType: OCI_MANIFEST, digest, size, platform: { architecture, os: 'linux' } };
      }),
    );
    return this.pushManifest(repository, tag, { schemaVersion: 2, mediaType: OCI_INDEX, manifests });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.daemon.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async pushBlob(repository: string, bytes: Buffer, mediaType: string): Promise<Descriptor> {
    const digest = digestOf(bytes);
    const { headers } = await this.request('POST', `/v2/${repository}/blobs/uploads/`);
    const upload = new URL(headers.get('location') ?? '', `http://${this.host}`);
    upload.searchParams.set('digest', digest);
    const { status } = await this.request('PUT', upload, bytes, { 'content-type': 'application/octet-stream' });
    expect(status).toBe(201);
    return { mediaType, digest, size: bytes.length };
  }

  private async pushManifest(
    repository: string,
    reference: string,
    manifest: Readonly<Record<string, unknown>> & { readonly mediaType: string },
  ): Promise<string> {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const type = { 'content-type': manifest.mediaType };
    const { status } = await this.request('PUT', `/v2/${repository}/manifests/${reference}`, bytes, type);
    expect(status).toBe(201);
    return digestOf(bytes);
  }

  private request(
    method: string,
    path: string | URL,
    body?: Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const { name, password } = this.user;
    const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
    return fetch(new URL(path, `http://${this.host}`), { method, body, headers: { ...headers, authorization } });
  }
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** What the registry must come to by itself: the digest of the very bytes. */
function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The registry reads bcrypt only; the C library of Debian makes it, and Perl is on every Debian. */
async function bcrypt(password: string): Promise<string> {
  const hash = await run('perl', ['-e', 'print crypt($ENV{PASSWORD}, q($2b$05$abcdefghijklmnopqrstuu))'], {
    env: { PASSWORD: password },
  });
  expect(hash).toMatch(/^\$2b\$/);
  return hash;
}

function config(host: string, folder: string): string {
  return [
    'version: 0.1',
    'log: { level: warn, accesslog: { disabled: true } }',
    `storage: { filesystem: { rootdirectory: ${join(folder, 'images')} } }`,
    `http: { addr: ${host} }`,
    `auth: { htpasswd: { realm: test, path: ${join(folder, 'htpasswd')} } }`,
  ].join('\n');
}
