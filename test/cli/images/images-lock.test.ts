import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImageRef, ImagesLock } from '../../../lib/workload';
import { type ProgramResult } from '../../../lib/cli/environment';
import { call, type CallOptions, type CallResult, TemporaryFolder } from '../call';
import { FakeRegistry, type FakeRegistryOptions, IDENTITY_TOKEN, NAME, PASSWORD } from './fake-registry';

const OLD = `sha256:${'a'.repeat(64)}`;
const NEW = `sha256:${'b'.repeat(64)}`;

function deployment(...images: string[]): string {
  const containers = images.map((image, at) => ({ name: `c${at}`, image }));
  const [main, ...initContainers] = containers;
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template: { spec: { containers: [main], initContainers } } },
  });
}

const dockerConfig = (config: object): Record<string, string> => ({ 'docker/config.json': JSON.stringify(config) });
const login = (host: string, name = NAME, password = PASSWORD): object => ({
  auths: { [`https://${host}/v2/`]: { auth: Buffer.from(`${name}:${password}`).toString('base64') } },
});

/** Locks images and tells what the lock says afterwards. */
async function lock(
  images: readonly string[],
  files: Record<string, string> = {},
  options: { readonly args?: string[]; readonly run?: CallOptions['run'] } = {},
): Promise<CallResult & { lock: unknown }> {
  using folder = new TemporaryFolder({ ...files, 'dist/web.json': deployment(...images) });
  const result = await call(['images', 'lock', 'dist', ...(options.args ?? [])], {
    folder: folder.path,
    variables: { DOCKER_CONFIG: join(folder.path, 'docker') },
    run: options.run,
  });
  const file = join(folder.path, 'images.lock.json');
  return { ...result, lock: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
}

const written = (images: Record<string, string>): object => ({ format: 1, images });
const locked = (images: Record<string, string>): Record<string, string> => ({
  'images.lock.json': JSON.stringify(written(images)),
});

async function registry(options: Partial<FakeRegistryOptions> = {}): Promise<FakeRegistry> {
  return FakeRegistry.start({ images: { 'acme/web:1.2.3': NEW }, ...options });
}

describe('secure-llm images lock', () => {
  it('writes the digest that the registry gives, in the form that the library reads', async () => {
    await using server = await registry({ images: { 'acme/web:1.2.3': NEW, 'acme/init:2.0.0': OLD } });
    const [web, init] = [`${server.host}/acme/web:1.2.3`, `${server.host}/acme/init:2.0.0`];
    const result = await lock([web, init]);
    expect(result.err).toBe('');
    expect(result.code).toBe(0);
    expect(result.out).toContain(`${web} ${NEW}\n`);
    expect(result.lock).toEqual(written({ [init]: OLD, [web]: NEW }));
    const read = ImagesLock.parse(JSON.stringify(result.lock), 'images.lock.json');
    expect(read.resolve(ImageRef.of(web)).toString()).toBe(`${web}@${NEW}`);
  });

  it('reads only', async () => {
    await using server = await registry({ asks: 'bearer' });
    await lock([`${server.host}/acme/web:1.2.3`]);
    expect(server.requests).toEqual([
      'HEAD /v2/acme/web/manifests/1.2.3',
      'GET /token',
      'HEAD /v2/acme/web/manifests/1.2.3',
    ]);
  });

  it('keeps entries of images that are still used without asking, and drops the others', async () => {
    await using server = await registry();
    const [web, gone] = [`${server.host}/acme/web:1.2.3`, `${server.host}/acme/gone:1.0.0`];
    const result = await lock([web], locked({ [web]: OLD, [gone]: OLD }));
    expect(result.lock).toEqual(written({ [web]: OLD }));
    expect(result.out).toBe('images.lock.json: 1 image, 0 asked for, 1 kept\n');
    expect(server.requests).toEqual([]);
  });

  it('keeps the entry of an image that a program wrote with its digest already', async () => {
    await using server = await registry();
    const web = `${server.host}/acme/web:1.2.3`;
    expect((await lock([`${web}@${OLD}`], locked({ [web]: OLD }))).lock).toEqual(written({ [web]: OLD }));
    expect((await lock([`${web}@${OLD}`], {})).lock).toEqual(written({})); // the program itself pins it
  });

  it('asks again if it is told to', async () => {
    await using server = await registry();
    const web = `${server.host}/acme/web:1.2.3`;
    const result = await lock([`${web}@${OLD}`], locked({ [web]: OLD }), { args: ['--update'] });
    expect(result.lock).toEqual(written({ [web]: NEW }));
  });

  it('reads public images without a name, by a token', async () => {
    await using server = await registry({ asks: 'bearer' });
    const web = `${server.host}/acme/web:1.2.3`;
    expect((await lock([web])).lock).toEqual(written({ [web]: NEW }));
  });

  it.each(['basic', 'bearer-with-name'] as const)('uses what docker login stored, for %s', async (asks) => {
    await using server = await registry({ asks });
    const web = `${server.host}/acme/web:1.2.3`;
    expect((await lock([web], dockerConfig(login(server.host)))).lock).toEqual(written({ [web]: NEW }));
  });

  it('exchanges an identity token', async () => {
    await using server = await registry({ asks: 'oauth' });
    const web = `${server.host}/acme/web:1.2.3`;
    const config = { auths: { [server.host]: { identitytoken: IDENTITY_TOKEN } } };
    expect((await lock([web], dockerConfig(config))).lock).toEqual(written({ [web]: NEW }));
  });

  it('asks a credential helper, by the name of the host', async () => {
    await using server = await registry({ asks: 'basic' });
    const web = `${server.host}/acme/web:1.2.3`;
    const calls: unknown[] = [];
    const run = (...given: unknown[]): ProgramResult => {
      calls.push(given);
      return { code: 0, stdout: JSON.stringify({ Username: NAME, Secret: PASSWORD }), stderr: '' };
    };
    const result = await lock([web], dockerConfig({ credHelpers: { [server.host]: 'vault' } }), { run });
    expect(result.lock).toEqual(written({ [web]: NEW }));
    expect(calls).toEqual([['docker-credential-vault', ['get'], server.host]]);
  });

  it('uses what is stored where a helper knows nothing', async () => {
    await using server = await registry({ asks: 'basic' });
    const web = `${server.host}/acme/web:1.2.3`;
    const config = { credsStore: 'desktop', ...login(server.host) };
    const run = (): ProgramResult => ({ code: 1, stdout: 'credentials not found in native keychain', stderr: '' });
    expect((await lock([web], dockerConfig(config), { run })).lock).toEqual(written({ [web]: NEW }));
  });
});

describe('a lock that cannot be written', () => {
  it('lists every image that failed, and leaves the old lock as it is', async () => {
    await using server = await registry();
    const [web, gone] = [`${server.host}/acme/web:1.2.3`, `${server.host}/acme/gone:1.0.0`];
    const before = locked({ [gone]: OLD });
    const result = await lock([web, 'nginx:latest', gone, 'ghcr.io/acme/web:main'], before, { args: ['--update'] });
    expect(result.code).toBe(2);
    expect(result.err).toContain('nothing was written, because 3 of the images cannot be locked:\n');
    expect(result.err).toContain(`\n  ${gone}: ${server.host} answers with status 404, there is no such image\n`);
    expect(result.err).toContain('\n  image "nginx:latest" has no registry');
    expect(result.err).toContain('\n  image "ghcr.io/acme/web:main" has the moving tag "main"');
    expect(result.lock).toEqual(written({ [gone]: OLD }));
  });

  it.each([
    ['a wrong password', 'basic', 'answers with status 401, the name or the password is wrong'],
    ['a wrong password for tokens', 'bearer-with-name', 'gives no token to read acme/web: status 401'],
  ] as const)('says that of %s, and never the password', async (_, asks, message) => {
    await using server = await registry({ asks });
    const config = dockerConfig(login(server.host, NAME, 'not-it-4711'));
    const result = await lock([`${server.host}/acme/web:1.2.3`], config);
    expect(result.code).toBe(2);
    expect(result.err).toContain(message);
    expect(result.err).not.toMatch(/4711|bm90LWl0/);
    expect(result.lock).toBeUndefined();
  });

  it('says that nobody is logged in', async () => {
    await using server = await registry({ asks: 'basic' });
    const result = await lock([`${server.host}/acme/web:1.2.3`]);
    expect(result.err).toContain('asks for a name and a password: docker login');
  });

  it('gives no password to a registry whose name is only a part of the one that it is for', async () => {
    await using server = await registry({ asks: 'basic' });
    const result = await lock([`${server.host}/acme/web:1.2.3`], dockerConfig(login(`evil-${server.host}`)));
    expect(result.err).toContain('docker login');
  });

  it('gives no password to a place without encryption that the registry names', async () => {
    await using server = await registry({ asks: 'bearer-with-name', realm: 'http://tokens.example.org/token' });
    const result = await lock([`${server.host}/acme/web:1.2.3`], dockerConfig(login(server.host)));
    expect(result.err).toContain('sends to tokens.example.org without encryption, where no password is sent');
  });

  it('refuses a digest that is none', async () => {
    await using server = await registry({ images: { 'acme/web:1.2.3': 'sha256:0' } });
    const result = await lock([`${server.host}/acme/web:1.2.3`]);
    expect(result.err).toContain('answers with the digest "sha256:0"');
  });

  it('says why a registry cannot be reached', async () => {
    const server = await registry();
    const { host } = server;
    await server[Symbol.asyncDispose]();
    expect((await lock([`${host}/acme/web:1.2.3`])).err).toMatch(/fetch failed: .*ECONNREFUSED/);
  });

  it.each([
    ['an old lock that is none', { 'images.lock.json': '{}' }, 'the lock cannot be kept up to date: image lock '],
    ['a Docker configuration that is none', { 'docker/config.json': '{' }, 'config.json cannot be read'],
  ])('says that of %s', async (_, files, message) => {
    await using server = await registry({ asks: 'basic' });
    const result = await lock([`${server.host}/acme/web:1.2.3`], files);
    expect(result.code).toBe(2);
    expect(result.err).toContain(message);
  });

  it('says that there is nothing to lock', async () => {
    using folder = new TemporaryFolder({ 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n' });
    expect((await call(['images', 'lock', folder.path])).err).toContain('no document names an image');
  });
});
