import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ClaimOutcome } from '../../lib/assurance/claims';
import { scaleCluster } from '../../test/assurance/reachability/scale-cluster';
import { oracleProgram } from '../../test/conformance/oracles/oracle-program';
import { run } from '../../test/conformance/tools/command';
import { measuredProcess } from './measured-process';
import { type ProofCost } from './prove-folder';

/** The claims that the size generator's policies must prove; otherwise the time would be that of something else. */
const PROVEN = ['R2', 'R8'];

/** What np-guard says of a folder, and the seconds of processor time that it took, reading included. */
interface NpGuardCost {
  readonly connections: number;
  readonly cpuSeconds: number;
}

/** One size of cluster: our proof beside np-guard's answer about the same files. */
export interface ProofMeasurement {
  readonly workloads: number;
  readonly ours: ProofCost;
  /** @default - it would take too long */
  readonly npGuard?: { readonly list: NpGuardCost; readonly exposure: NpGuardCost };
}

/**
 * Measures the proof on clusters of N workloads in N/10 namespaces with N/2 policies.
 *
 * @param sizes numbers of workloads
 * @param npGuardUpTo the largest size that np-guard is asked about: it walks all pairs
 * @throws when the claims are not proven, or when np-guard finds other connections than we do
 */
export async function measureProof(sizes: readonly number[], npGuardUpTo: number): Promise<ProofMeasurement[]> {
  const measurements: ProofMeasurement[] = [];
  for (const workloads of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      measurements.push(await measureSize(workloads, folder, workloads <= npGuardUpTo));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return measurements;
}

async function measureSize(workloads: number, folder: string, withNpGuard: boolean): Promise<ProofMeasurement> {
  const { documents, connections } = scaleCluster(workloads);
  const manifests = join(folder, 'manifests');
  const declared = join(folder, 'connections.json');
  mkdirSync(manifests);
  writeFileSync(join(manifests, 'all.yaml'), documents.documents.map((each) => stringify(each)).join('---\n'));
  writeFileSync(declared, JSON.stringify(connections));
  const ours = await measuredProcess<ProofCost>('prove-folder.ts', [manifests, declared]);
  const missing = PROVEN.filter((claim) => ours.outcomes[claim] !== (ClaimOutcome.PROVEN as string));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} not proven on ${workloads} workloads`);
  if (!withNpGuard) return { workloads, ours };
  const npGuard = JSON.parse(await run(await oracleProgram(), ['bench', manifests])) as ProofMeasurement['npGuard'];
  const found = npGuard?.list.connections;
  if (found !== ours.pairs)
    throw new Error(`np-guard finds ${found} connected pairs of ${workloads}, we ${ours.pairs}`);
  return { workloads, ours, npGuard };
}
