import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Platform, PlatformOutputs } from 'cdk8s-secure-llm';
import { configurationProblems } from '../../test/infra/schema/configuration-problems';
import { type Configuration } from '../../test/infra/schema/reference-problems';

const GOLDEN = join(__dirname, 'oke.golden.json');

/** What the program writes for its stack. */
function synthesize(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'oke-'));
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      jest.requireActual('./main');
    });
    return readFileSync(join(outdir, 'stacks/prod/cdk.tf.json'), 'utf8');
  } finally {
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}

const text = synthesize();
const written = JSON.parse(text) as Configuration;

/** The synthesizer's version and the form of empty lists differ between cdktf and cdktn, and say nothing about the program. */
const comparable = (json: string): string =>
  `${JSON.stringify(
    JSON.parse(json, (key, value: unknown) =>
      key === 'version' && /^(?:0\.\d+\.\d+|stubbed)$/.test(String(value)) ? undefined : value,
    ),
    null,
    2,
  )}\n`;

describe('the cluster', () => {
  it('writes what the golden file shows (UPDATE_GOLDEN=1 writes the golden file)', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, comparable(text));
    expect(comparable(text)).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('writes the same bytes again', () => {
    expect(synthesize()).toBe(text);
  });

  it('is what the schema of the provider knows', () => {
    expect(configurationProblems(written)).toEqual([]);
  });

  it('is described in fewer than 60 lines', () => {
    expect(readFileSync(join(__dirname, 'main.ts'), 'utf8').trim().split('\n').length).toBeLessThan(60);
  });

  it('has outputs of which the Kubernetes program is made, by the file in this folder', () => {
    const fixture = JSON.parse(readFileSync(join(__dirname, 'outputs.json'), 'utf8')) as object;
    expect(Object.keys(fixture)).toEqual(Object.keys(written.output as object));
    const platform = Platform.oke({ outputs: PlatformOutputs.fromFile(join(__dirname, 'outputs.json')) });
    expect(platform.region).toBe('eu-zurich-1');
  });

  it('has a lab that names what a reader has to change and what the stack is called', () => {
    const lab = readFileSync(join(__dirname, 'README.md'), 'utf8');
    for (const name of ['tenancyId', 'compartmentId', 'clientCidrs', 'cdktf.out/stacks/prod', 'outputs.json']) {
      expect(lab).toContain(name);
    }
    const addresses = [...lab.matchAll(/-target=(\w+)\.(\S+)/g)];
    expect(addresses.length).toBeGreaterThan(0);
    for (const [, type, name] of addresses) expect(Object.keys(written.resource?.[type!] ?? {})).toContain(name);
    for (const [, name] of lab.matchAll(/terraform output -\w+ (\w+)/g)) {
      expect(Object.keys(written.output as object)).toContain(name);
    }
    const resources = Object.values(written.resource ?? {}).flatMap((named) => Object.keys(named)).length;
    expect(lab).toContain(`Plan: ${resources} to add`);
    expect(lab).toContain(`1 stack, ${resources} resources`);
  });
});
