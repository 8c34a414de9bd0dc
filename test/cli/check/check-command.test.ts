import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { call, TemporaryFolder } from '../call';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const QUICKSTART = join(__dirname, '../../../examples/quickstart/quickstart.golden.yaml');
const quickstart = readFileSync(QUICKSTART, 'utf8');
/** One field that every rule set forbids, in one of the three Deployments. */
const broken = quickstart.replace('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false');

describe('secure-llm check', () => {
  it('ends well on what this library wrote', async () => {
    const { code, out, err } = await call(['check', QUICKSTART]);
    expect(out).toContain('trust zones, by the label secure-llm.dev/zone: assistant-guardrail, ');
    expect(out).toMatch(
      /\n0 errors; \d+ warnings?; \d+ notes?; \d+ waived; claims: \d+ proven, 0 refuted, \d+ undecidable\n$/,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('fails on warnings too if it is told to be strict', async () => {
    expect((await call(['check', QUICKSTART, '--strict'])).code).toBe(1);
  });

  it('fails on a weakened field, and names rule, object, place and fix', async () => {
    const { code, out } = await call(['check', '-'], { input: broken });
    expect(code).toBe(1);
    expect(out).toMatch(
      /\nerrors \(1\)\n {2}read-only-root: the root filesystem is read-only\n {4}fix: Set .*\n {4}Deployment assistant-guardrail\/guardrail.*: container .* can write to its root filesystem\n/,
    );
  });

  it('holds a release to digests', async () => {
    const unwaived = quickstart.replaceAll(/^ +secure-llm\.dev\/waiver\.image-digest: .*\n/gm, '');
    expect((await call(['check', '-'], { input: unwaived })).code).toBe(0);
    const { code, out } = await call(['check', '-', '--release'], { input: unwaived });
    expect(code).toBe(1);
    expect(out).toMatch(/\nerrors \(3\)\n {2}image-digest: images are pinned to a digest\n/);
  });

  it('says what the proofs rest on, and what only a cluster can judge', async () => {
    const { out } = await call(['check', QUICKSTART]);
    expect(out).toContain('    the cluster enforces NetworkPolicies, also while a pod starts\n');
    expect(out).toMatch(/admission rules are not among the objects\n {4}network-policy-writers: /);
    expect(out).toMatch(/\njudged in a cluster only\n {2}.*interactive-access/);
  });

  it('leaves nothing open once the admission rules are among the objects', async () => {
    const { out } = await call(['check', QUICKSTART, 'policies/']);
    expect(out).toContain('what the proofs rest on');
    expect(out).not.toContain('left open');
  });

  it('judges waivers on the day that it is given', async () => {
    using folder = new TemporaryFolder({ 'stack.yaml': waived(broken, '2026-12-31') });
    const today = await call(['check', folder.path]);
    expect(today.out).toMatch(/\nwaived\n(?: .*\n)* {2}read-only-root {2}Deployment assistant-guardrail\/guardrail: /);
    expect(today.out).toContain('the image writes its socket beside its program (platform team, until 2026-12-31; ');
    const later = await call(['check', folder.path, '--date', '2027-01-01']);
    expect(later.code).toBe(1);
    expect(later.out).toContain('it expired on 2026-12-31');
  });

  it('writes for programs what it writes for people', async () => {
    using folder = new TemporaryFolder({ 'stack.yaml': broken, 'values.yaml': 'replicas: 1\n' });
    const { code, out } = await call(['check', '.', '--format', 'json'], { folder: folder.path });
    const result = JSON.parse(out);
    expect(code).toBe(1);
    expect(result).toMatchObject({
      format: 1,
      source: '.',
      date: '2026-06-01',
      ignored: ['values.yaml'],
      zones: { origin: 'labelled' },
    });
    expect(result.claims).toHaveLength(15);
    expect(result.findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([
      expect.objectContaining({
        rule: 'read-only-root',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'assistant-guardrail', name: 'guardrail' },
        file: 'stack.yaml',
      }),
    ]);
  });

  it('judges a namespace as a zone because it is named', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: shell, namespace: kube-system }\nspec: { containers: [] }\n';
    const unnamed = await call(['check', '-'], { input: pod });
    expect(unnamed.out).toContain('zone: none\n');
    const named = await call(['check', '-', '--zone', 'kube-system'], { input: pod });
    expect(named.out).toContain('trust zones, as named: kube-system\n');
    expect(named.out).toContain('Pod kube-system/shell: ');
  });
});

describe('a wrong call of secure-llm check', () => {
  it.each([
    [['check'], 'check was given nothing to read; name files or folders, or - for standard input'],
    [['check', 'nowhere'], 'nowhere does not exist; expected a file or a folder of YAML'],
    [['check', '--live', 'dist'], 'check was given paths and --live; a cluster is judged alone'],
    [['check', '-', '--date', '2026-02-30'], 'expected a day such as 2027-01-31'],
    [['check', '-', '--format', 'xml'], 'Allowed choices are text, json'],
    [['check', '-', '--stritc'], '(Did you mean --strict?)'],
    [['chekc'], '(Did you mean check?)'],
    [['check', '-'], 'standard input holds no Kubernetes object'],
  ])('%j ends with code 2', async (args, message) => {
    const { code, out, err } = await call(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('ends with code 2 on a template that was not rendered, and says how to render it', async () => {
    const input = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n';
    const { code, err } = await call(['check', '-'], { input });
    expect(code).toBe(2);
    expect(err).toContain('it looks like a template: render it first, as with `helm template`');
  });

  it('shows its help and its version when it is asked', async () => {
    expect(await call(['check', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--strict') });
    expect(await call(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('a file of facts', () => {
  it.each([
    ['gateway: [a/b]', 'has unknown keys gateway; expected some of connections, tiers, gateways'],
    ['gateways: a/b', 'has gateways in another shape than expected: a list of namespace/workload'],
    ['tiers: { a/b: model }', 'has tiers in another shape'],
    ['connections: [{ from: {}, to: {} }]', 'has connections in another shape'],
    ['- gateways', 'has its whole in another shape than expected: a map of facts'],
    ['gateways: [', 'cannot be read'],
  ])('%s is refused', async (text, message) => {
    using folder = new TemporaryFolder({ 'facts.yaml': text });
    const { code, err } = await call(['check', '-', '--facts', join(folder.path, 'facts.yaml')], { input: quickstart });
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('decides what documents alone leave open', async () => {
    const facts = 'connections: []\ntransitEncryption: WireGuard\n';
    using folder = new TemporaryFolder({ 'facts.yaml': facts });
    const { out } = await call(['check', QUICKSTART, '--facts', join(folder.path, 'facts.yaml')]);
    expect(out).toMatch(/\n {2}R8 +refuted /); // connections are open that nobody declared
  });
});

/** Adds a waiver to the object of the weakened field. */
function waived(yaml: string, expires: string): string {
  const waiver = JSON.stringify({
    reason: 'the image writes its socket beside its program',
    evidence: 'ticket 4711',
    owner: 'platform team',
    expires,
  });
  const documents = parseAllDocuments(yaml);
  const target = documents.find((document) => document.get('kind') === 'Deployment');
  target?.setIn(['metadata', 'annotations', 'secure-llm.dev/waiver.read-only-root'], waiver);
  return documents.join('');
}
