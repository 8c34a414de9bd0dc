import { call, TemporaryFolder } from '../call';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [] }\n`;

/** Objects and ignored files that `check` names for a folder. */
async function read(files: Record<string, string>): Promise<{ objects: number; ignored: string[] }> {
  using folder = new TemporaryFolder(files);
  const { out, err } = await call(['check', '.', '--format', 'json'], { folder: folder.path });
  expect(err).toBe('');
  return JSON.parse(out);
}

describe('a folder of manifests', () => {
  it('is read with everything below it, whatever the ending', async () => {
    const { objects } = await read({
      'a.yaml': `${pod('a')}---\n${pod('b')}`,
      'deep/er/c.yml': pod('c'),
      'd.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'd', namespace: 'shop' }, spec: {} }],
      }),
    });
    expect(objects).toBe(4);
  });

  it('may hold files of other tools, which are named and not judged', async () => {
    const { objects, ignored } = await read({
      'pod.yaml': pod('a'),
      'values.yaml': 'replicas: 2\n',
      'Chart.yaml': 'apiVersion: v2\nname: chat\nversion: 1.0.0\n',
      'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [pod.yaml]\n',
      'images.lock.json': '{"format":1,"images":{}}',
      'notes.md': 'apiVersion kind',
      'node_modules/x/pod.yaml': pod('hidden'),
      '.git/pod.yaml': pod('hidden'),
    });
    expect(objects).toBe(1);
    expect(ignored).toEqual(['Chart.yaml', 'images.lock.json', 'kustomization.yaml', 'values.yaml']);
  });

  it('may not hold a manifest that cannot be read', async () => {
    using folder = new TemporaryFolder({ 'a.yaml': pod('a'), 'b.yaml': `${pod('b')}  - wrong\n` });
    const { code, err } = await call(['check', folder.path]);
    expect(code).toBe(2);
    expect(err).toMatch(/b\.yaml cannot be read: the text is not YAML/);
  });

  it('must hold a manifest', async () => {
    using folder = new TemporaryFolder({ 'values.yaml': 'replicas: 2\n' });
    expect((await call(['check', folder.path])).err).toContain('holds no Kubernetes object');
  });
});

test('a file that is named must hold manifests and nothing else', async () => {
  using folder = new TemporaryFolder({ 'values.yaml': 'replicas: 2\n' });
  const { code, err } = await call(['check', 'values.yaml'], { folder: folder.path });
  expect(code).toBe(2);
  expect(err).toContain('values.yaml cannot be read: a map without them is no Kubernetes object');
});

test('several files, folders and standard input are judged together', async () => {
  using folder = new TemporaryFolder({ 'a.yaml': pod('a'), 'more/b.yaml': pod('b') });
  const { out } = await call(['check', 'a.yaml', 'more', '-'], { folder: folder.path, input: pod('c') });
  expect(out).toContain('3 objects from a.yaml, more, standard input\n');
  expect(out).toMatch(/Pod shop\/b \(.*more\/b\.yaml\): /);
});
