import fc from 'fast-check';
import { markedCredential, password, tracesOf } from '../redaction/credential-arbitrary';
import { call, type CallOptions, TemporaryFolder } from './call';
import { FakeRegistry } from './images/fake-registry';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const RUNS = { numRuns: 4, endOnFailure: true };

/** Manifests of somebody else, with a secret in every place that people put one. */
const manifests = (secret: string, name = 'a'): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: name }, stringData: { key: secret } },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 't', namespace: name },
        data: { key: Buffer.from(secret).toString('base64') },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'p',
          namespace: name,
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': secret },
        },
        spec: {
          containers: [
            {
              name: 'c',
              image: 'docker.io/library/nginx:1.27.0',
              args: [`--password=${secret}`],
              env: [{ name: 'DB_PASSWORD', value: secret }],
            },
          ],
        },
      },
    ],
  });

/** What only a credential's mark gives away, because a report is made of it. */
const marked = (secret: string): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'd',
      namespace: 'a',
      annotations: {
        'secure-llm.dev/waiver.read-only-root': JSON.stringify({
          reason: `the vendor's image logs in with ${secret}`,
          evidence: secret,
          owner: secret,
          expires: '2027-01-31',
        }),
      },
    },
    spec: {
      selector: { matchLabels: { app: secret } },
      template: {
        metadata: { labels: { app: secret } },
        spec: { containers: [{ name: secret, image: `registry.example/team/${secret}:1` }] },
      },
    },
  });

async function printed(args: readonly string[], options: CallOptions = {}): Promise<string> {
  const { out, err } = await call(args, options);
  return `${out}\n${err}`;
}

function traces(text: string, secret: string): string[] {
  return tracesOf(secret).filter((trace) => text.includes(trace));
}

const COMMANDS: readonly (readonly string[])[] = [
  ['check', 'new.json'],
  ['check', 'new.json', '--format', 'json'],
  ['diff', 'old.json', 'new.json'],
  ['diff', 'old.json', 'new.json', '--format', 'json'],
  ...['html', 'json', 'sarif', 'mermaid'].map((format) => ['report', 'new.json', '--format', format]),
];

describe.each(COMMANDS.map((args) => ({ name: args.join(' '), args })))('secure-llm $name', ({ args }) => {
  it('prints no secret of the manifests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(password, markedCredential), async (secret) => {
        using folder = new TemporaryFolder({ 'old.json': manifests('nothing'), 'new.json': manifests(secret) });
        expect(traces(await printed(args, { folder: folder.path }), secret)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('prints no credential that names, labels or a waiver hold', async () => {
    await fc.assert(
      fc.asyncProperty(markedCredential, async (secret) => {
        using folder = new TemporaryFolder({ 'old.json': marked('nothing'), 'new.json': marked(secret) });
        const text = await printed(args, { folder: folder.path });
        expect(traces(text, secret)).toEqual([]);
        expect(text.length).toBeGreaterThan(100);
      }),
      RUNS,
    );
  });
});

describe('a file that cannot be read', () => {
  const IMAGE =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: c, image: "127.0.0.1:1/a/b:1.2.3" }] }\n';

  it.each<[string, readonly string[], (secret: string) => Readonly<Record<string, string>>]>([
    ['a text', ['check', 'a.yaml'], (secret) => ({ 'a.yaml': secret.replaceAll(/[^A-Za-z0-9]/g, 'x') })],
    [
      'broken YAML',
      ['check', 'a.yaml'],
      (secret) => ({
        'a.yaml': `apiVersion: v1\nkind: Secret\nstringData:\n  key: "${secret.replace(/["\\]/g, '')}\n`,
      }),
    ],
    [
      'a bad indentation',
      ['check', 'a.yaml'],
      (secret) => ({ 'a.yaml': `kind: Secret\n  stringData:\n key: '${secret.replaceAll("'", '')}'\n` }),
    ],
    ['broken JSON', ['check', 'a.json'], (secret) => ({ 'a.json': `{"kind":"Secret","stringData":{"key":"${secret}` })],
    [
      'broken facts',
      ['check', 'a.yaml', '--facts', 'facts.yaml'],
      (secret) => ({ 'a.yaml': IMAGE, 'facts.yaml': `deployers: [ "${secret.replace(/["\\]/g, '')}` }),
    ],
    [
      'a broken Docker configuration',
      ['images', 'lock', 'a.yaml'],
      (secret) => ({ 'a.yaml': IMAGE, 'config.json': `{"auths":{"127.0.0.1:1":{"auth":"${secret}` }),
    ],
    [
      'a broken lock',
      ['images', 'lock', 'a.yaml'],
      (secret) => ({ 'a.yaml': IMAGE, 'images.lock.json': `{"format":1,"images":{"${secret}` }),
    ],
  ])('is not quoted: %s', async (_, args, files) => {
    await fc.assert(
      fc.asyncProperty(password, async (secret) => {
        const written = files(secret);
        using folder = new TemporaryFolder(written);
        const text = await printed(args, { folder: folder.path, variables: { DOCKER_CONFIG: folder.path } });
        // what was written may differ from the secret by what YAML would not take
        const parts = [secret, ...Object.values(written).flatMap((content) => content.match(/[!-~]{16,}/g) ?? [])];
        const harmless = /^(?:apiVersion|\{"(?:kind|auths|format)"|.*127\.0\.0\.1)/;
        expect(parts.filter((part) => !harmless.test(part) && text.includes(part))).toEqual([]);
        expect(text).toMatch(/cannot be read|cannot be kept|is no Kubernetes object/);
      }),
      RUNS,
    );
  });

  it('is not quoted either when a credential helper answers with it', async () => {
    await using server = await FakeRegistry.start({ images: {}, asks: 'basic' });
    const pod = IMAGE.replace('127.0.0.1:1', server.host);
    await fc.assert(
      fc.asyncProperty(password, async (secret) => {
        const config = JSON.stringify({ credHelpers: { [server.host]: 'vault' } });
        using folder = new TemporaryFolder({ 'a.yaml': pod, 'config.json': config });
        const text = await printed(['images', 'lock', 'a.yaml'], {
          folder: folder.path,
          variables: { DOCKER_CONFIG: folder.path },
          run: () => ({ code: 0, stdout: `password: ${secret}`, stderr: '' }),
        });
        expect(traces(text, secret)).toEqual([]);
        expect(text).toContain(`docker-credential-vault cannot be asked for ${server.host}: it is not JSON`);
      }),
      RUNS,
    );
  });
});
