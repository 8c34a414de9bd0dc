import { type OracleName, type OracleVerdict } from './oracle-process';
import { type Evaluator, evaluatorOf, type Probe } from './probe';

/** A way in which an oracle is known to be wrong. What it explains is counted, and counts for nothing else. */
export interface KnownError {
  readonly oracle: OracleName;
  readonly title: string;
  /** What Kubernetes says instead, and where. */
  readonly reason: string;
  /** Whether exactly this error makes the oracle say that. */
  explains(said: OracleVerdict, probe: Probe, documents: readonly object[]): boolean;
}

/** What an oracle takes the documents for. */
export type Misreading = (documents: readonly object[]) => object[];

/** An oracle that reads documents as if they said something else: its verdict must be right for that. */
export function misreads(oracle: OracleName, title: string, reason: string, misreading: Misreading): KnownError {
  // one case has hundreds of probes
  const evaluators = new WeakMap<readonly object[], Evaluator>();
  return {
    oracle,
    title,
    reason,
    explains(said, probe, documents) {
      const evaluator = evaluators.get(documents) ?? evaluatorOf(misreading(documents));
      evaluators.set(documents, evaluator);
      return said === (evaluator(probe) ? 'allow' : 'deny');
    },
  };
}

/** An oracle that gives no answer, with a message that says why. */
export function refuses(oracle: OracleName, title: string, reason: string, message: string): KnownError {
  return {
    oracle,
    title,
    reason,
    explains: (said) => said.startsWith('refused: ') && said.includes(message),
  };
}
