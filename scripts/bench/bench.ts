/** `npm run bench [-- workloads …]`: what the proof and the package cost, beside np-guard and cdk8s-plus, in processor time. */
import { measureProof, type ProofMeasurement } from './proof-scale';
import { measureStartUp, type StartUp } from './start-up';

const SIZES = [100, 1_000, 10_000];
/** np-guard needs minutes for more, and about a hundred times as long for ten times as many. */
const NP_GUARD_UP_TO = 1_000;
const RUNS = 5;

const seconds = (value: number): string => `${value.toFixed(2)} s`;
const times = (value: number): string => `${value < 1 ? value.toFixed(2) : value.toFixed(1)} ×`;

/** Tables for people, in Markdown. */
export function tables(proofs: readonly ProofMeasurement[], groups: readonly (readonly StartUp[])[]): string {
  return [
    '| workloads | reading | list | all claims | np-guard list | np-guard with exposure | np-guard with exposure ÷ ours, all three | growth of ours |',
    '|---|---|---|---|---|---|---|---|',
    ...proofs.map((proof, index) => proofRow(proof, proofs[index - 1])),
    '',
    '| program | CPU | ratio |',
    '|---|---|---|',
    ...groups.flatMap((group) =>
      group.map(({ what, cpuSeconds }) =>
        row([what, seconds(cpuSeconds), times(cpuSeconds / (group[0]?.cpuSeconds ?? Number.NaN))]),
      ),
    ),
  ].join('\n');
}

function proofRow({ workloads, ours, npGuard }: ProofMeasurement, smaller?: ProofMeasurement): string {
  const cost = total(ours);
  return row([
    String(workloads),
    seconds(ours.reading),
    seconds(ours.list),
    seconds(ours.claims),
    npGuard === undefined ? 'not asked' : seconds(npGuard.list.cpuSeconds),
    npGuard === undefined ? 'not asked' : seconds(npGuard.exposure.cpuSeconds),
    npGuard === undefined ? '' : times(npGuard.exposure.cpuSeconds / cost),
    smaller === undefined ? '' : `${times(cost / total(smaller.ours))} for ${times(workloads / smaller.workloads)}`,
  ]);
}

function total({ reading, list, claims }: ProofMeasurement['ours']): number {
  return reading + list + claims;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

async function main(): Promise<void> {
  const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : SIZES;
  const { imports, synths } = await measureStartUp(RUNS);
  console.log(tables(await measureProof(sizes, NP_GUARD_UP_TO), [imports, synths]));
}

if (require.main === module) void main();
