import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const project = JSON.parse(readFileSync(join(ROOT, 'cdktf.json'), 'utf8')) as { readonly app: string };

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/**
 * What `cdktf synth` does with cdktf.json, as @cdktf/cli-core 0.21.0 does it (src/lib/synth-stack.ts): the command in a shell, told
 * by the environment where to write, and the manifest read from there. The command line tool itself brings 476 packages, so it is
 * no dependency here; run by hand on 2026-11-23, it wrote the same bytes.
 */
function cdktfSynth(outdir: string, environment: Readonly<Record<string, string>> = {}) {
  return spawnSync(project.app, {
    shell: true,
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_OPTIONS: '--max-old-space-size=4096',
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
      CDKTF_CONTEXT_JSON: JSON.stringify({ cdktfRelativeModules: [] }),
      SYNTH_HCL_OUTPUT: 'false',
      ...environment,
    },
  });
}

describe('cdktf synth', () => {
  let outdir: string;
  beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), 'cdktf-synth-'))));
  afterEach(() => rmSync(outdir, { recursive: true }));

  it('writes the stacks that the manifest names, with the JSON of the example', () => {
    const { status, stderr } = cdktfSynth(outdir);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;
    expect(Object.keys(stacks)).toEqual(['prod']);
    const written = JSON.parse(readFileSync(join(outdir, stacks['prod']!.synthesizedStackPath), 'utf8'));
    const golden = JSON.parse(readFileSync(join(ROOT, 'examples/oke/oke.golden.json'), 'utf8'));
    expect(written.resource).toEqual(golden.resource);
    expect(written.output).toEqual(golden.output);
  }, 60_000);
});
