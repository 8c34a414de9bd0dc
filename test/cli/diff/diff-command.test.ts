import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, type CallResult, TemporaryFolder } from '../call';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const quickstart = readFileSync(join(__dirname, '../../../examples/quickstart/quickstart.golden.yaml'), 'utf8');

async function diff(before: string, after: string, ...args: string[]): Promise<CallResult> {
  using folder = new TemporaryFolder({ 'old/stack.yaml': before, 'new/stack.yaml': after });
  return await call(['diff', 'old', 'new', ...args], { folder: folder.path });
}

/** The documents of the quickstart without those that the test names. */
const without = (gone: (document: string) => boolean): string =>
  quickstart
    .split('\n---\n')
    .filter((document) => !gone(document))
    .join('\n---\n');

describe('secure-llm diff', () => {
  it('finds nothing between a stack and itself', async () => {
    expect(await diff(quickstart, quickstart)).toEqual({
      code: 0,
      out: '0 added, 0 removed, 0 changed; 0 immutable fields; claims: 0 gained, 0 lost; findings: 0 new, 0 gone\n',
      err: '',
    });
  });

  it('fails when a policy is removed, and shows which claim is lost and why', async () => {
    const open = without(
      (document) => /kind: NetworkPolicy/.test(document) && /namespace: assistant-output/.test(document),
    );
    const { code, out } = await diff(quickstart, open);
    expect(code).toBe(1);
    expect(out).toMatch(/^claims lost\n {2}R\d+ {2}proven → refuted {2}.*\n {6}\S/s);
    expect(out).toContain('  R2  proven → refuted  every pod is isolated in both directions\n');
    expect(out).toMatch(/\nremoved\n {2}NetworkPolicy assistant-output\//);
  });

  it('ends well the other way round, and shows what is gained', async () => {
    const open = without(
      (document) => /kind: NetworkPolicy/.test(document) && /namespace: assistant-output/.test(document),
    );
    const { code, out } = await diff(open, quickstart);
    expect(code).toBe(0);
    expect(out).toContain('  R2  refuted → proven  every pod is isolated in both directions\n');
    expect(out).toMatch(/\nfindings that are gone\n {2}error {2}R\d+ /);
    expect(out).toMatch(/\nadded\n {2}NetworkPolicy assistant-output\//);
  });

  it('fails when a field is weakened although no claim speaks of it', async () => {
    const weak = quickstart.replace('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false');
    const { code, out } = await diff(quickstart, weak);
    expect(code).toBe(1);
    expect(out).toMatch(/new findings\n {2}error {2}read-only-root {2}Deployment assistant-guardrail\/guardrail: /);
    expect(out).toMatch(
      /\nchanged\n {2}Deployment assistant-guardrail\/guardrail: spec\.template\.spec\.containers\[0\]\.securityContext\.readOnlyRootFilesystem\n/,
    );
  });

  it('fails when the upgrade would have to change an immutable field', async () => {
    const renamed = quickstart.replace(
      /(kind: Deployment\n.+?selector:\n {4}matchLabels:\n {6}secure-llm\.dev\/workload: )guardrail/s,
      '$1guardrail-2',
    );
    expect(renamed).not.toBe(quickstart);
    const { code, out } = await diff(quickstart, renamed);
    expect(code).toBe(1);
    expect(out).toContain(
      'immutable fields change, so the API server refuses the upgrade: delete and create these anew\n  Deployment assistant-guardrail/guardrail: spec.selector\n',
    );
  });

  it('lets an upgrade pass that loses nothing', async () => {
    const { code, out } = await diff(quickstart, quickstart.replace('replicas: 2', 'replicas: 3'));
    expect(out).toContain('\nchanged\n  Deployment assistant-guardrail/guardrail: spec.replicas\n'.slice(1));
    expect(code).toBe(0);
  });

  it('writes for programs what it writes for people', async () => {
    const { out } = await diff(quickstart, quickstart.replace('replicas: 2', 'replicas: 3'), '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      format: 1,
      objects: { added: [], removed: [], changed: [{ fields: ['spec.replicas'], immutable: [] }] },
      judgements: { gained: [], lost: [], newFindings: [] },
    });
  });

  it('needs both sides', async () => {
    expect(await call(['diff', 'dist'])).toMatchObject({ code: 2, err: expect.stringContaining("argument 'new'") });
  });
});
