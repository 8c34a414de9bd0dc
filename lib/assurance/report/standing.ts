import { ClaimOutcome, type ClaimVerdict } from '../claims';
import { type Finding } from '../finding';
import { type PolicyCoverage } from '../policy-judge';

/** How a rule or a claim stands with the judged documents. */
export enum Standing {
  /** It was judged and holds. */
  HOLDS = 'holds',
  /** No document shows what it is about; it is installed among the documents and denies. */
  ENFORCED = 'enforced',
  /** It does not hold, and somebody answers for every exception. */
  WAIVED = 'waived',
  /** The documents do not say enough. */
  UNDECIDED = 'undecided',
  /** It does not hold. */
  VIOLATED = 'violated',
  /** Nothing that it is about was seen. */
  NOT_JUDGED = 'not-judged',
}

/** What was found by rule: what is left, and what was waived. */
export interface FoundByRule {
  /** Whether a finding of the rule is left. */
  violated(rule: string): boolean;
  /** Whether a finding of the rule was waived. */
  waived(rule: string): boolean;
}

/** @returns what was found, by rule */
export function foundByRule(findings: readonly Finding[], waived: readonly Finding[]): FoundByRule {
  const rules = (found: readonly Finding[]): ReadonlySet<string> => new Set(found.map(({ rule }) => rule));
  const [left, accepted] = [rules(findings), rules(waived)];
  return { violated: (rule) => left.has(rule), waived: (rule) => accepted.has(rule) };
}

/** @returns how a rule stands; `installed` says whether the documents bring it along, bound and denying */
export function standingOfRule(coverage: PolicyCoverage, installed: boolean, found: FoundByRule): Standing {
  const { rule, judged, clusterOnly } = coverage;
  if (found.violated(rule)) return Standing.VIOLATED;
  if (found.waived(rule)) return Standing.WAIVED;
  if (clusterOnly) return installed ? Standing.ENFORCED : Standing.NOT_JUDGED;
  return judged > 0 ? Standing.HOLDS : Standing.NOT_JUDGED;
}

/** @returns how a claim stands; `refuted` are its findings, notes aside, that nobody waived */
export function standingOfClaim({ outcome, nothing }: ClaimVerdict, refuted: boolean): Standing {
  if (outcome === ClaimOutcome.PROVEN) return Standing.HOLDS;
  if (outcome === ClaimOutcome.REFUTED) return refuted ? Standing.VIOLATED : Standing.WAIVED;
  return nothing === true ? Standing.NOT_JUDGED : Standing.UNDECIDED;
}

/** From the one that a reader must see to the one that says least. */
const WORST_FIRST: readonly Standing[] = [
  Standing.VIOLATED,
  Standing.UNDECIDED,
  Standing.WAIVED,
  Standing.HOLDS,
  Standing.ENFORCED,
  Standing.NOT_JUDGED,
];

/** @returns the standing that a reader must see of several; nothing of none */
export function worst(standings: readonly Standing[]): Standing | undefined {
  return WORST_FIRST.find((standing) => standings.includes(standing));
}
