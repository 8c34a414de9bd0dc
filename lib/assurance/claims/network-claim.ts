import { describe } from '../document';
import { type DocumentSet } from '../document-set';
import { Cluster } from '../reachability';
import { type Claim, type Judgement, verdict } from './claim';
import { foreignPolicies, networkWorld } from './closed-world';
import { POLICY_WRITERS } from './leaned-on';
import { type ClaimVerdict } from './verdict';

/**
 * @param rules admission rules that the claim leans on
 * @returns the verdict of a claim about connections. Where policies of kinds that are not read may open or close more,
 * neither a proof nor a counterexample holds
 */
export function networkVerdict(
  claim: Pick<Claim, 'id' | 'title'>,
  documents: DocumentSet,
  judgement: Omit<Judgement, 'closedWorld'>,
  rules: readonly (readonly [string, string])[] = [],
): ClaimVerdict {
  const closedWorld = networkWorld(documents, [...rules, ...POLICY_WRITERS]);
  const foreign = foreignPolicies(documents);
  if (foreign.length > 0)
    return verdict(claim, { ...judgement, counterexamples: [], undecidable: foreign.join('; '), closedWorld });
  const [refused] = Cluster.of(documents).refused;
  const undecidable = refused
    ? `${describe(refused.object)} would be refused by the API server: ${refused.problem}`
    : judgement.undecidable;
  return verdict(claim, { ...judgement, undecidable, closedWorld });
}

/** Why a claim that compares with declared connections cannot be decided without them. */
export const NO_DECLARATIONS = 'no declared connections were given to compare with';
