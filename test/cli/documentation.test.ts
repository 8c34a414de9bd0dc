import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { EXAMINED_RESOURCES } from '../../lib/cli/doctor/cluster-facts';
import { JUDGED_RESOURCES } from '../../lib/cli/live/resources';
import { MarkdownDocument } from '../documents/markdown';
import { call, TemporaryFolder } from './call';
import { FakeRegistry } from './images/fake-registry';
import { FakeKubectl } from './live/fake-kubectl';

jest.setTimeout(60_000);

/** Every command that the documentation shows is run; none may be a wrong call. */
const ROOT = resolve(__dirname, '../..');
const documentation = new MarkdownDocument(join(ROOT, 'docs/cli.md'));
const lines = documentation.blocks('sh').flatMap((block) => block.trim().split('\n'));
const [facts = ''] = documentation.blocks('yaml');
const quickstart = readFileSync(join(ROOT, 'examples/quickstart/quickstart.golden.yaml'), 'utf8');
const chart = readFileSync(join(__dirname, 'rendered-chart.yaml'), 'utf8');
const DIGEST = `sha256:${'d'.repeat(64)}`;
const IMAGES = { 'acme/guard:0.1.0': DIGEST, 'acme/llama:server-b11176': DIGEST };

let registry: FakeRegistry;
let folder: TemporaryFolder;
beforeAll(async () => {
  registry = await FakeRegistry.start({ images: IMAGES });
  const written = quickstart
    .replaceAll('localhost/cdk8s-secure-llm/guard:', `${registry.host}/acme/guard:`)
    .replaceAll('ghcr.io/ggml-org/llama.cpp:', `${registry.host}/acme/llama:`);
  const files = ['dist', 'old', 'new'].map((name) => [`${name}/quickstart.yaml`, written]);
  folder = new TemporaryFolder({ ...Object.fromEntries(files), 'facts.yaml': facts });
});
afterAll(async () => {
  folder[Symbol.dispose]();
  await registry[Symbol.asyncDispose]();
});

it('shows every command', () => {
  const names = lines.map((line) => /secure-llm (\w+(?: lock)?)/.exec(line)?.[1]);
  expect([...new Set(names)].sort()).toEqual(['check', 'diff', 'doctor', 'images lock', 'report']);
});

it.each(lines)('%s', async (line) => {
  const [piped, command] = line.includes(' | ') ? line.split(' | ') : [undefined, line];
  const [program, ...args] = (command ?? '').split(' ');
  expect(program).toBe('secure-llm');
  const kubectl = new FakeKubectl({
    serves: [...JUDGED_RESOURCES, ...EXAMINED_RESOURCES],
    objects: { namespaces: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }] },
  });
  const { code, out, err } = await call(args, {
    folder: folder.path,
    input: piped === undefined ? '' : chart,
    variables: { DOCKER_CONFIG: folder.path },
    run: kubectl.run,
  });
  expect(err).toBe('');
  expect(out).not.toBe('');
  expect([0, 1]).toContain(code);
});

it('shows facts that are read as facts', async () => {
  expect(Object.keys(parse(facts) as object)).toEqual([
    'gateways',
    'tiers',
    'deployers',
    'apiServerCidrs',
    'connections',
  ]);
  const path = join(folder.path, 'facts.yaml');
  expect(await call(['check', join(folder.path, 'dist'), '--facts', path])).toMatchObject({ err: '' });
});
