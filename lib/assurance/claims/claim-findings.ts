import { describe } from '../document';
import { type Finding, type ObjectReference, Severity } from '../finding';
import { namespaceReference } from './references';
import { ClaimOutcome, type ClaimVerdict, type Counterexample } from './verdict';

/**
 * Turns verdicts into findings: an error for each object that refutes a claim, with its shortest counterexample, so that a
 * waiver for one object hides no other; a warning for what is undecidable, unless there is nothing to judge; a note for what is reported.
 */
export function claimFindings(verdicts: readonly ClaimVerdict[]): Finding[] {
  return verdicts.flatMap((verdict) => [...refutations(verdict), ...undecided(verdict), ...notes(verdict)]);
}

function refutations({ claim, title, counterexamples }: ClaimVerdict): Finding[] {
  const byObject = new Map<string, Counterexample[]>();
  for (const counterexample of counterexamples) {
    const key = describe(counterexample.object);
    byObject.set(key, [...(byObject.get(key) ?? []), counterexample]);
  }
  return [...byObject.values()].flatMap(([shortest, ...more]) => {
    if (shortest === undefined) return [];
    const others = more.length === 0 ? '' : `; and ${more.length} more`;
    const message = `claim ${claim}, that ${title}, does not hold: ${shortest.sentence}${others}`;
    return [{ rule: claim, severity: Severity.ERROR, message, object: shortest.object }];
  });
}

/** A claim is about all documents; a finding is about one: the cluster stands for them. */
export const EVERYTHING: ObjectReference = namespaceReference('*');

function undecided({ claim, title, outcome, reason, nothing }: ClaimVerdict): Finding[] {
  if (outcome !== ClaimOutcome.UNDECIDABLE) return [];
  const message = `claim ${claim}, that ${title}, cannot be decided: ${reason ?? 'no reason is known'}`;
  return [{ rule: claim, severity: nothing === true ? Severity.NOTE : Severity.WARNING, message, object: EVERYTHING }];
}

function notes({ claim, reports }: ClaimVerdict): Finding[] {
  return reports.map((message) => ({ rule: claim, severity: Severity.NOTE, message, object: EVERYTHING }));
}
