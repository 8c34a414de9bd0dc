import { type DocumentSet } from '../document-set';
import { type ClaimContext } from './claim-context';
import { type ClosedWorld } from './closed-world';
import { ClaimOutcome, type ClaimVerdict, type Counterexample } from './verdict';

/** A statement about a whole set of documents. */
export interface Claim {
  /** `R1` to `R15`. */
  readonly id: string;
  /** The claim in one line. */
  readonly title: string;
  /** @returns whether the claim holds for the documents, with a counterexample or the reason if it does not */
  judge(documents: DocumentSet, context: ClaimContext): ClaimVerdict;
}

/** What a claim found out. */
export interface Judgement {
  /** Where it does not hold. */
  readonly counterexamples?: readonly Counterexample[];
  /** Why it cannot be decided; counts only where there is no counterexample. */
  readonly undecidable?: string;
  /** Why there is nothing that the claim is about, so that it is as undecidable as it is harmless. */
  readonly nothing?: string;
  /** What was looked at. */
  readonly evidence?: readonly string[];
  /** What somebody should know. */
  readonly reports?: readonly string[];
  /** What it rests on. */
  readonly closedWorld: ClosedWorld;
}

/** @returns the verdict: a counterexample outweighs what could not be decided */
export function verdict({ id, title }: Pick<Claim, 'id' | 'title'>, judgement: Judgement): ClaimVerdict {
  const { counterexamples = [], undecidable, nothing, evidence = [], reports = [], closedWorld } = judgement;
  const refuted = counterexamples.length > 0;
  const outcome = refuted
    ? ClaimOutcome.REFUTED
    : (undecidable ?? nothing)
      ? ClaimOutcome.UNDECIDABLE
      : ClaimOutcome.PROVEN;
  return {
    claim: id,
    title,
    outcome,
    counterexamples: shortestFirst(counterexamples),
    ...(outcome === ClaimOutcome.UNDECIDABLE && { reason: undecidable ?? nothing, nothing: undecidable === undefined }),
    evidence,
    reports,
    closedWorld,
  };
}

/** The same sentence once; what takes fewer words to say stands first. */
function shortestFirst(counterexamples: readonly Counterexample[]): Counterexample[] {
  const unique = new Map(counterexamples.map((each) => [each.sentence, each]));
  return [...unique.values()].sort(
    (a, b) => weight(a) - weight(b) || (a.sentence < b.sentence ? -1 : Number(a.sentence > b.sentence)),
  );
}

function weight({ who, toWhom, port = '' }: Counterexample): number {
  return who.length + toWhom.length + port.length;
}
