import fc from 'fast-check';
import { stringify } from 'yaml';
import { documentsOf, OUTSIDE, PROBED } from '../../assurance/reachability/judged-cluster';
import { randomCluster } from '../../assurance/reachability/random-cluster';
import { type Agreement } from './agreement';
import { oracleCase } from './oracle-case';
import { type OracleProcess } from './oracle-process';
import { type Evaluator, evaluatorOf, probesOf } from './probe';

export interface RandomComparison {
  /** How many clusters. */
  readonly clusters: number;
  /** What is compared with the oracles. @default our evaluator */
  readonly evaluator?: (documents: readonly object[]) => Evaluator;
  /** Whether a cluster on which they disagree is made as small as possible. @default true */
  readonly shrink?: boolean;
}

/** The cluster on which evaluator and oracles disagree, as small as it was found. */
export interface Disagreement {
  /** What was judged how. */
  readonly about: string;
  readonly documents: readonly object[];
  /** How many clusters were tried until the first one. */
  readonly clusters: number;
}

/** @returns nothing when they agree on all clusters; how far is then in the agreement */
export async function compareOnRandomClusters(
  oracles: OracleProcess,
  agreement: Agreement,
  { clusters, evaluator = evaluatorOf, shrink = true }: RandomComparison,
): Promise<Disagreement | undefined> {
  const ports = PROBED.map(([protocol, port]) => ({ protocol, port }));
  let about = '';
  const property = fc.asyncProperty(randomCluster, async (cluster) => {
    const documents = documentsOf(cluster);
    const question = oracleCase(documents, probesOf(documents, OUTSIDE, ports));
    const answer = await oracles.ask(question);
    const found = agreement.compare(documents, question.probes, evaluator(documents), answer);
    if (found !== undefined) about = found;
    return found === undefined;
  });
  const result = await fc.check(property, { numRuns: clusters, endOnFailure: !shrink });
  if (!result.failed) return undefined;
  if (result.counterexample === null) throw new Error('no cluster was judged');
  if (about === '') throw new Error('the oracles could not be asked', { cause: result.errorInstance });
  return { about, documents: documentsOf(result.counterexample[0]), clusters: result.numRuns };
}

/** What is wrong, with the cluster in YAML to be pasted into a test. */
export function describeDisagreement({ about, documents }: Disagreement): string {
  return `${about}\n${documents.map((document) => stringify(document)).join('---\n')}`;
}
