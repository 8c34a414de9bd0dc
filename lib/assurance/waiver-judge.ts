import { describe, referenceTo } from './document';
import { type DocumentSet } from './document-set';
import { Severity, type Finding, type ObjectReference } from './finding';
import { parametersAmong, PolicyParameters } from './policy-parameters';
import { waiversOn, type ReadWaiver, type WaiverRecord } from './waiver-record';

/** Rule of the findings about waivers themselves; it cannot be waived. */
export const WAIVER_RULE = 'waiver';

/** A finding that somebody answers for. */
export interface WaivedFinding {
  /** What was found. */
  readonly finding: Finding;
  /** Why it is accepted. */
  readonly waiver: WaiverRecord;
}

/** What is left of the findings once the waivers are read. */
export interface AppliedWaivers {
  /** Findings that nobody waived, and those about waivers that are not in order. */
  readonly findings: readonly Finding[];
  /** Findings that are accepted, each with its waiver. */
  readonly waived: readonly WaivedFinding[];
}

/** What is left of the findings of a set of Kubernetes documents. */
export interface WaiverJudgement extends AppliedWaivers {
  /** Lines that the parameters of the policies need, sorted: the annotations alone disarm nothing in a cluster. */
  readonly exceptions: readonly string[];
}

/** What waivers are held against. */
export interface WaiverJudgeOptions {
  /** Ids of all rules and claims that there are. */
  readonly rules: readonly string[];
  /**
   * Ids of those that an API server knows, so that what is waived needs an exception there.
   * @default - all of them
   */
  readonly admissionRules?: readonly string[];
  /**
   * Day of the check, as YYYY-MM-DD.
   * @default - whether a waiver has expired is not judged: synthesis has no clock
   */
  readonly date?: string;
}

/** Takes out of the findings what is waived; every waiver that is not in order is a finding and disarms nothing. */
export function judgeWaivers(
  documents: DocumentSet,
  findings: readonly Finding[],
  options: WaiverJudgeOptions,
): WaiverJudgement {
  const read = documents.documents.flatMap(waiversOn);
  const applied = applyWaivers(read, findings, options);
  const admissionRules = options.admissionRules ?? options.rules;
  const excepted = applied.waived.filter(({ waiver }) => admissionRules.includes(waiver.rule));
  const exceptions = [...new Set(excepted.map(({ waiver }) => waiver.exception))].sort();
  const inOrder = read.map((waiver) => withContext(waiver, options)).filter(({ problems }) => problems.length === 0);
  const backed = inOrder.map(({ waiver }) => waiver.exception);
  return {
    findings: [
      ...applied.findings,
      ...unbackedExceptions(documents, backed),
      ...missingExceptions(documents, excepted),
    ],
    waived: applied.waived,
    exceptions,
  };
}

/** Holds waivers against findings, wherever both were read. */
export function applyWaivers(
  waivers: readonly ReadWaiver[],
  findings: readonly Finding[],
  options: WaiverJudgeOptions,
): AppliedWaivers {
  const read = waivers.map((waiver) => withContext(waiver, options));
  const inOrder = read.filter(({ problems }) => problems.length === 0).map(({ waiver }) => waiver);
  const waived: WaivedFinding[] = [];
  const left: Finding[] = [];
  for (const finding of findings) {
    const waiver = inOrder.find(({ rule, object }) => rule === finding.rule && isSame(object, finding.object));
    if (waiver === undefined) left.push(finding);
    else waived.push({ finding, waiver });
  }
  const used = new Set(waived.map(({ waiver }) => waiver));
  return {
    findings: [
      ...left,
      ...read.flatMap(({ waiver, problems }) => problems.map((problem) => about(waiver, problem))),
      ...inOrder.filter((waiver) => !used.has(waiver)).map(unused),
    ],
    waived,
  };
}

function withContext({ waiver, problems }: ReadWaiver, { rules, date }: WaiverJudgeOptions): ReadWaiver {
  const { rule, expires } = waiver;
  return {
    waiver,
    problems: [
      ...(rules.includes(rule) ? [] : ['there is no such rule']),
      ...problems,
      ...(date !== undefined && problems.length === 0 && expires < date ? [`it expired on ${expires}`] : []),
    ],
  };
}

function about({ rule, object }: WaiverRecord, problem: string): Finding {
  return {
    rule: WAIVER_RULE,
    severity: Severity.ERROR,
    message: `the waiver of ${rule} is not in order and disarms nothing: ${problem}`,
    object,
    remediation: 'Give rule, reason, evidence, owner and a day of expiry to come, or remove the waiver.',
  };
}

function unused({ rule, object }: WaiverRecord): Finding {
  return {
    rule: WAIVER_RULE,
    severity: Severity.WARNING,
    message: `the waiver of ${rule} is not used: ${describe(object)} has no such finding`,
    object,
    remediation: 'Remove the waiver.',
  };
}

/** An exception in a cluster that no annotation explains is a hole that nobody answers for. */
function unbackedExceptions(documents: DocumentSet, backed: readonly string[]): Finding[] {
  const parameters = parametersAmong(documents);
  if (parameters === undefined) return [];
  return PolicyParameters.of(parameters)
    .exceptions.filter((line) => !backed.includes(line))
    .map((line) => ({
      rule: WAIVER_RULE,
      severity: Severity.ERROR,
      message: `the exception ${JSON.stringify(line)} has no waiver behind it`,
      object: referenceTo(parameters),
      path: 'data.exceptions',
      remediation: 'Put a waiver on the object that the exception is for, or remove the exception.',
    }));
}

/** The annotation alone disarms nothing: without its exception, the API server refuses what is waived here. */
function missingExceptions(documents: DocumentSet, excepted: readonly WaivedFinding[]): Finding[] {
  const parameters = parametersAmong(documents);
  if (parameters === undefined) return [];
  const written = PolicyParameters.of(parameters).exceptions;
  const missing = excepted.map(({ waiver }) => waiver).filter(({ exception }) => !written.includes(exception));
  return [...new Set(missing)].map(({ rule, object, exception }) => ({
    rule: WAIVER_RULE,
    severity: Severity.ERROR,
    message: `the waiver of ${rule} has no exception in the parameters, so a cluster refuses ${describe(object)}`,
    object: referenceTo(parameters),
    path: 'data.exceptions',
    remediation: `Add the line ${JSON.stringify(exception)} to the exceptions.`,
  }));
}

function isSame(a: ObjectReference, b: ObjectReference): boolean {
  return a.apiVersion === b.apiVersion && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}
