import {
  ClaimOutcome,
  type ClaimVerdict,
  describe,
  type DocumentJudgement,
  type Finding,
  Severity,
} from '../../assurance';

/** A claim that is not what it was. */
export interface ClaimChange {
  /** Its id. */
  readonly claim: string;
  /** The claim in one line. */
  readonly title: string;
  /** What it was. */
  readonly before: ClaimOutcome;
  /** What it is. */
  readonly after: ClaimOutcome;
  /** Why it does not hold any more. @default - it holds */
  readonly reason?: string;
}

/** What became of the verdicts. */
export interface JudgementChanges {
  /** Claims that hold now and did not. */
  readonly gained: readonly ClaimChange[];
  /** Claims that held and do not. */
  readonly lost: readonly ClaimChange[];
  /** Claims that hold neither before nor after, in another way. */
  readonly moved: readonly ClaimChange[];
  /** Findings that were not there. */
  readonly newFindings: readonly Finding[];
  /** Findings that are not there any more. */
  readonly goneFindings: readonly Finding[];
}

/** Compares what was said of two sets of documents. */
export function compareJudgements(before: DocumentJudgement, after: DocumentJudgement): JudgementChanges {
  const changes = before.claims.flatMap((old) => {
    const young = after.claims.find(({ claim }) => claim === old.claim);
    return young === undefined || young.outcome === old.outcome ? [] : [claimChange(old, young)];
  });
  const holds = (outcome: ClaimOutcome): boolean => outcome === ClaimOutcome.PROVEN;
  return {
    gained: changes.filter((change) => holds(change.after)),
    lost: changes.filter((change) => holds(change.before)),
    moved: changes.filter((change) => !holds(change.before) && !holds(change.after)),
    newFindings: onlyIn(after.findings, before.findings),
    goneFindings: onlyIn(before.findings, after.findings),
  };
}

/** Whether an upgrade loses something: a proof, or the absence of an error. */
export function losesSomething({ lost, newFindings }: JudgementChanges): boolean {
  return lost.length > 0 || newFindings.some(({ severity }) => severity === Severity.ERROR);
}

function claimChange(old: ClaimVerdict, { claim, title, outcome, counterexamples, reason }: ClaimVerdict): ClaimChange {
  const why = counterexamples[0]?.sentence ?? reason;
  return { claim, title, before: old.outcome, after: outcome, ...(why !== undefined && { reason: why }) };
}

function onlyIn(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map(identity));
  return findings.filter((finding) => !known.has(identity(finding)));
}

function identity({ rule, object, path = '', message }: Finding): string {
  return [rule, describe(object), path, message].join('\n');
}
