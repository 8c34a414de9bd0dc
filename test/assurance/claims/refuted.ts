import { type Claim, ClaimOutcome, type ClaimContext, type Counterexample } from '../../../lib/assurance/claims';
import { changed, CONTEXT, type Draft } from './request-path';

/** A change of the request path that a claim must notice. */
export interface Refutation {
  /** What the change does. */
  readonly title: string;
  /** The change. */
  readonly change: (documents: Draft[]) => void;
  /** What the claim is told; the usual if left out. */
  readonly context?: ClaimContext;
  /** The shortest counterexample in words. */
  readonly sentence: string;
}

/** Expects the claim to hold of the request path and to be refuted by each change, with that counterexample first. */
export function holdsUntil(claim: Claim, refutations: readonly Refutation[]): void {
  test('holds of the request path', () => {
    const { outcome, counterexamples, closedWorld } = claim.judge(
      changed(() => {}),
      CONTEXT,
    );
    expect({ outcome, counterexamples }).toEqual({ outcome: ClaimOutcome.PROVEN, counterexamples: [] });
    expect(closedWorld.seen).toContain('documents');
    expect(closedWorld.assumptions).not.toEqual([]);
  });

  test.each(refutations.map((refutation) => [refutation.title, refutation] as const))(
    'is refuted by %s',
    (_, refutation) => {
      const verdict = claim.judge(changed(refutation.change), refutation.context ?? CONTEXT);
      expect(verdict.outcome).toBe(ClaimOutcome.REFUTED);
      expect(verdict.counterexamples[0]?.sentence).toBe(refutation.sentence);
    },
  );
}

/** @returns the first counterexample after the change */
export function counterexample(claim: Claim, change: (documents: Draft[]) => void, context = CONTEXT): Counterexample {
  const [first] = claim.judge(changed(change), context).counterexamples;
  if (first === undefined) throw new Error(`${claim.id} is not refuted`);
  return first;
}
