import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareStack } from '../bare-stack';
import { call, TemporaryFolder } from '../call';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly locations: readonly {
        readonly physicalLocation?: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
        readonly logicalLocations: readonly { readonly name: string }[];
      }[];
    }[];
  }[];
}

test('--output writes every form into the folder, which need not exist, and says where', async () => {
  using folder = new TemporaryFolder({ 'stack/all.yaml': bareStack() });
  const { code, out, err } = await call(['report', 'stack', '--output', 'reports/mine'], { folder: folder.path });
  expect([code, err]).toEqual([0, '']);
  const files = ['report.html', 'report.json', 'report.sarif', 'topology.mmd'];
  expect(out).toBe(`${files.map((file) => `reports/mine/${file}`).join('\n')}\n`);
  expect(readdirSync(join(folder.path, 'reports/mine')).sort()).toEqual(files);
  const report = JSON.parse(readFileSync(join(folder.path, 'reports/mine/report.json'), 'utf8')) as object;
  expect(report).toMatchObject({ title: 'stack', date: '2026-06-01', summary: { passed: false } });
});

test.each([
  ['html', /^<!doctype html>/i],
  ['json', /^\{\n {2}"format": 1,/],
  ['sarif', /^\{\n {2}"\$schema": .*sarif/],
  ['mermaid', /^flowchart LR\n/],
])('--format %s prints that form and writes nothing', async (format, start) => {
  using folder = new TemporaryFolder();
  const { code, out } = await call(['report', '-', '--format', format], { folder: folder.path, input: bareStack() });
  expect(code).toBe(0);
  expect(out).toMatch(start);
  expect(readdirSync(folder.path)).toEqual([]);
});

test('title, day and zones are those of the call', async () => {
  const args = ['report', '-', '--format', 'json', '--title', 'ours', '--date', '2027-02-03', '--zone', 'inference'];
  const { out } = await call(args, { input: bareStack() });
  expect(JSON.parse(out)).toMatchObject({ title: 'ours', date: '2027-02-03', zones: ['inference'] });
});

test('SARIF says in which file and on which line the document of a finding begins', async () => {
  const second = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'second', namespace: 'a' },
    spec: { hostPID: true, containers: [] },
  };
  const text = `# ours\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n\n${JSON.stringify(second)}\n`;
  using folder = new TemporaryFolder({ 'my stack/pods.yaml': text });
  const { out } = await call(['report', 'my stack', '--format', 'sarif'], { folder: folder.path });
  const locations = (JSON.parse(out) as Sarif).runs[0]?.results.flatMap((result) => result.locations) ?? [];
  const place = (name: string): unknown =>
    locations.find(({ logicalLocations }) => logicalLocations[0]?.name === name)?.physicalLocation;
  expect(place('second')).toEqual({
    artifactLocation: { uri: 'my%20stack/pods.yaml' },
    region: { startLine: 7 },
  });
  expect(place('a')).toMatchObject({ region: { startLine: 2 } });
});

test('what came through standard input has no file', async () => {
  const { out } = await call(['report', '-', '--format', 'sarif'], { input: bareStack() });
  const locations = (JSON.parse(out) as Sarif).runs[0]?.results.flatMap((result) => result.locations) ?? [];
  expect(locations.length).toBeGreaterThan(10);
  expect(locations.filter(({ physicalLocation }) => physicalLocation !== undefined)).toEqual([]);
});

test.each([
  [['report', '-'], 'report was told neither or both of --output and --format'],
  [['report', '-', '--output', 'x', '--format', 'json'], 'report was told neither or both of --output and --format'],
  [['report', '--format', 'json'], 'report was given nothing to read'],
  [['report', '-', '--format', 'pdf'], 'Allowed choices are html, json, sarif, mermaid'],
])('a wrong call is refused with what was expected: %j', async (args, message) => {
  const { code, err, out } = await call(args, { input: bareStack() });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});
