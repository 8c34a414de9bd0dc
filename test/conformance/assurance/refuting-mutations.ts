import { CLAIMS, type ClaimContext, ClaimOutcome, type Counterexample } from '../../../lib/assurance/claims';
import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { policyMutations } from '../../assurance/claims/policy-mutations';
import { type Draft } from '../../assurance/claims/request-path';

/** The claims about packets that a change of one policy can break. R5 is about Services. */
const CLAIMS_ABOUT_PACKETS = new Set(['R1', 'R2', 'R3', 'R4']);

/** One policy of one zone with one thing taken away or widened, and what the proofs then say. */
export interface RefutingMutation {
  readonly name: string;
  readonly zone: string;
  /** As it was written. */
  readonly original: KubernetesDocument;
  /** As it is changed. @default - it is removed */
  readonly changed?: KubernetesDocument;
  /** The shortest counterexample of each claim that is refuted. */
  readonly refuted: readonly { readonly claim: string; readonly counterexample: Counterexample }[];
}

/** Every change of a policy that refutes one of the claims about packets. */
export function refutingMutations(
  documents: readonly KubernetesDocument[],
  context: ClaimContext,
): readonly RefutingMutation[] {
  const claims = CLAIMS.filter(({ id }) => CLAIMS_ABOUT_PACKETS.has(id));
  return policyMutations(documents as readonly Draft[]).flatMap(({ name, mutated }): RefutingMutation[] => {
    const original = documents.find((document) => !mutated.includes(document as Draft));
    const changed = mutated.find((document) => !documents.includes(document));
    if (original === undefined) throw new Error(`${name} changes nothing`);
    const refuted = claims.flatMap((claim) => {
      const { outcome, counterexamples } = claim.judge(DocumentSet.of(mutated), context);
      const [counterexample] = counterexamples;
      return outcome === ClaimOutcome.REFUTED && counterexample !== undefined
        ? [{ claim: claim.id, counterexample }]
        : [];
    });
    const zone = original.metadata.namespace ?? '';
    return refuted.length === 0 ? [] : [{ name, zone, original, ...(changed && { changed }), refuted }];
  });
}
