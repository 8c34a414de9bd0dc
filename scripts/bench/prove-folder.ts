/** Judges the manifests of a folder as a user's check does, and sends what that cost. Arguments: the folder, the connections. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeclaredConnection, judgeClaims } from '../../lib/assurance/claims';
import { DocumentSet } from '../../lib/assurance/document-set';
import { Cluster, neighbours } from '../../lib/assurance/reachability';
import { cpuSeconds } from './measured-process';

/** What our proof cost, in seconds of processor time. */
export interface ProofCost {
  /** Reading the YAML. */
  readonly reading: number;
  /** Who may connect to whom: the answer that np-guard's `list` gives. */
  readonly list: number;
  /** All claims, for any stranger with any labels: more than np-guard's `list --exposure` asks. */
  readonly claims: number;
  /** Pairs of workloads between which something is open. */
  readonly pairs: number;
  /** What each claim says. */
  readonly outcomes: Readonly<Record<string, string>>;
}

const [folder = '', connectionsFile = ''] = process.argv.slice(2);
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const connections = JSON.parse(readFileSync(connectionsFile, 'utf8')) as DeclaredConnection[];

const started = cpuSeconds();
const documents = DocumentSet.parse(...texts);
const read = cpuSeconds();
const cluster = Cluster.of(documents);
const pairs = cluster.pods.reduce((sum, pod) => sum + neighbours(cluster, pod, 'ingress').length, 0);
const listed = cpuSeconds();
const verdicts = judgeClaims(documents, { connections });
const judged = cpuSeconds();

const cost: ProofCost = {
  reading: read - started,
  list: listed - read,
  claims: judged - listed,
  pairs,
  outcomes: Object.fromEntries(verdicts.map(({ claim, outcome }) => [claim, outcome])),
};
process.send?.(cost, () => process.disconnect());
