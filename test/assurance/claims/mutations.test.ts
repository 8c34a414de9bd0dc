import { ClaimOutcome, judgeClaims } from '../../../lib/assurance/claims';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { type Mutation, policyMutations } from './policy-mutations';
import { CONTEXT, requestPath } from './request-path';

/** Mutants that mean the same: what the policy says, another one says too. */
const EQUIVALENT = [
  'inference/llama-egress: removed',
  'inference/llama-egress: selects all pods',
  'inference/llama-egress: selects no pod',
  'inference/llama-egress: not Egress',
];

describe('policies with one thing taken away or widened', () => {
  const all = policyMutations(requestPath());
  const refutedBy = ({ mutated }: Mutation): string[] =>
    judgeClaims(DocumentSet.of(mutated), CONTEXT)
      .filter(({ outcome }) => outcome === ClaimOutcome.REFUTED)
      .map(({ claim }) => claim);

  test('are each refuted by a claim, but for those that mean the same', () => {
    const survivors = all.filter((mutation) => refutedBy(mutation).length === 0).map(({ name }) => name);
    expect(all).toHaveLength(137);
    expect(survivors).toEqual(EQUIVALENT);
  });
});
