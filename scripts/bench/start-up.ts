import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measuredProcess, median } from './measured-process';

const ROOT = resolve(__dirname, '../..');
const NOTHING = 'nothing.ts';

/** Seconds of processor time beyond a program that does nothing. */
export interface StartUp {
  /** What was run. */
  readonly what: string;
  /** Median over the runs. */
  readonly cpuSeconds: number;
}

/** Our package beside the one that it stands on: what importing it costs, and what a program costs from start to files. */
export async function measureStartUp(
  runs: number,
): Promise<{ readonly imports: StartUp[]; readonly synths: StartUp[] }> {
  const base = await medianCost(join(__dirname, 'programs', NOTHING), runs);
  const measured = async (what: string, program: string): Promise<StartUp> => ({
    what,
    cpuSeconds: Math.max(0, (await medianCost(program, runs)) - base),
  });
  const own = (name: string): string => join(__dirname, 'programs', name);
  return {
    imports: [
      await measured('import cdk8s-plus-28', own('import-cdk8s-plus.ts')),
      await measured('import cdk8s-secure-llm', own('import-secure-llm.ts')),
    ],
    synths: [
      await measured('its workloads by hand with cdk8s-plus-28', own('plain-cdk8s-plus.ts')),
      await measured('the quickstart: hardened and judged', join(ROOT, 'examples/quickstart/main.ts')),
    ],
  };
}

async function medianCost(program: string, runs: number): Promise<number> {
  const costs: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const outdir = mkdtempSync(join(tmpdir(), 'bench-synth-'));
    try {
      costs.push(await measuredProcess<number>('run-program.ts', [program], { CDK8S_OUTDIR: outdir }));
    } finally {
      rmSync(outdir, { recursive: true });
    }
  }
  return median(costs);
}
