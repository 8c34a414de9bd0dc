import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { attempt, type CommandResult } from '../tools/command';
import { Registry, type RegistryUser } from './registry';

/** `secure-llm images lock`, as a user calls it, against a registry that other people wrote. */
const ROOT = resolve(__dirname, '../../..');
const USER: RegistryUser = { name: 'robot', password: 'correct horse: battery' };

let registry: Registry;
let folder: string;
beforeAll(async () => {
  registry = await Registry.start(USER);
});
afterAll(() => registry[Symbol.asyncDispose]());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secure-llm-images-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Locks the images of one Pod; `docker login` was done with these credentials. */
async function lock(
  images: readonly string[],
  user: RegistryUser | undefined,
  ...args: string[]
): Promise<CommandResult> {
  const containers = images.map((image, at) => ({ name: `c${at}`, image }));
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };
  const docker = join(folder, 'docker');
  mkdirSync(docker, { recursive: true });
  const auth = Buffer.from(`${user?.name}:${user?.password}`).toString('base64');
  writeFileSync(join(docker, 'config.json'), JSON.stringify({ auths: user && { [registry.host]: { auth } } }));
  return attempt(
    process.execPath,
    ['--import', 'tsx', 'lib/cli/main.ts', 'images', 'lock', '-', '--output', lockFile(), ...args],
    { cwd: ROOT, env: { DOCKER_CONFIG: docker }, input: JSON.stringify(pod) },
  );
}

const lockFile = (): string => join(folder, 'images.lock.json');
const locked = (): unknown => JSON.parse(readFileSync(lockFile(), 'utf8'));

test('an image is locked to the digest of its manifest', async () => {
  const digest = await registry.pushImage('acme/web', '1.2.3', 'first');
  const image = `${registry.host}/acme/web:1.2.3`;
  expect(await lock([image], USER)).toMatchObject({ code: 0, stderr: '' });
  expect(locked()).toEqual({ format: 1, images: { [image]: digest } });
});

test('an image for two architectures is locked to the digest of its index, which each node resolves for itself', async () => {
  const digests = {
    amd64: await registry.pushImage('acme/both', 'amd64', 'for amd64'),
    arm64: await registry.pushImage('acme/both', 'arm64', 'for arm64'),
  };
  const index = await registry.pushIndex('acme/both', '2.0.0', digests);
  expect(Object.values(digests)).not.toContain(index);
  const image = `${registry.host}/acme/both:2.0.0`;
  expect((await lock([image], USER)).code).toBe(0);
  expect(locked()).toEqual({ format: 1, images: { [image]: index } });
});

test('a tag that moves changes nothing until somebody asks for it', async () => {
  const first = await registry.pushImage('acme/moving', '1.0.0', 'first');
  const image = `${registry.host}/acme/moving:1.0.0`;
  await lock([image], USER);
  const second = await registry.pushImage('acme/moving', '1.0.0', 'second');
  expect(second).not.toBe(first);
  await lock([image], USER);
  expect(locked()).toEqual({ format: 1, images: { [image]: first } });
  expect((await lock([image], USER, '--update')).code).toBe(0);
  expect(locked()).toEqual({ format: 1, images: { [image]: second } });
});

test.each([
  ['a wrong password', { ...USER, password: 'wrong' }, 'status 401, the name or the password is wrong'],
  ['nobody', undefined, 'asks for a name and a password: docker login'],
])('%s gets no digest, and nothing is written', async (_, user, message) => {
  await registry.pushImage('acme/web', '1.2.3', 'first');
  const { code, stderr } = await lock([`${registry.host}/acme/web:1.2.3`], user);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(lockFile())).toBe(false);
});

test('every image that the registry does not have is named', async () => {
  const digest = await registry.pushImage('acme/web', '1.2.3', 'first');
  expect(digest).toMatch(/^sha256:/);
  const [web, one, two] = ['web:1.2.3', 'one:1.0.0', 'web:9.9.9'].map((name) => `${registry.host}/acme/${name}`);
  const { code, stderr } = await lock([web ?? '', one ?? '', two ?? ''], USER);
  expect(code).toBe(2);
  expect(stderr).toContain(`${one}: ${registry.host} answers with status 404, there is no such image`);
  expect(stderr).toContain(`${two}: ${registry.host} answers with status 404, there is no such image`);
  expect(stderr).not.toContain(`${web}:`);
  expect(existsSync(lockFile())).toBe(false);
});
