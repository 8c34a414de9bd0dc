import { ClaimOutcome, type ClaimVerdict } from '../claims';
import { boundRules } from '../claims/admission-rules';
import { type Finding, Severity } from '../finding';
import { type DocumentJudgement } from '../judge-documents';
import { type PolicyCoverage } from '../policy-judge';
import { PolicySet } from '../policy-set';
import { type WaivedFinding } from '../waiver-judge';
import { redactedData } from '../../redaction';
import { ADMISSION_GAPS, type AdmissionGap } from './admission-gaps';
import { controlMap, type MappedCatalogue } from './control-map/control-map';
import { documentDigest } from './document-digest';
import { foundByRule, type Standing, standingOfClaim, standingOfRule } from './standing';
import { thisTool, type Tool } from './tool';
import { type Topology, topologyOf } from './topology';

/** Number of the report's format; it changes when a reader of the JSON would have to. */
export const REPORT_FORMAT = 1;

/** What a report says beside the judgement. */
export interface ReportOptions {
  /**
   * Heading of the report: what was judged.
   * @default 'Kubernetes documents'
   */
  readonly title?: string;
  /**
   * Day of the judgement, as YYYY-MM-DD.
   * @default - the report says that expiry was not judged
   */
  readonly date?: string;
  /**
   * The rules that were judged by.
   * @default - those that come with the package
   */
  readonly policies?: PolicySet;
}

/** What was judged. */
export interface ReportedDocuments {
  /** How many. */
  readonly count: number;
  /** SHA-256 over what they say, whatever their order and formatting. */
  readonly sha256: string;
  /** How many of each kind. */
  readonly kinds: { readonly [kind: string]: number };
}

/** The report in numbers. */
export interface ReportSummary {
  /** Whether no error is left: what decides about synthesis and `check`. */
  readonly passed: boolean;
  /** Findings that are left, by severity. */
  readonly findings: { readonly error: number; readonly warning: number; readonly note: number };
  /** Findings that somebody answers for. */
  readonly waived: number;
  /** Claims by outcome. */
  readonly claims: ClaimCounts;
}

/** Claims by what they came to. */
export interface ClaimCounts {
  /** That hold. */
  readonly proven: number;
  /** That do not hold, waived or not. */
  readonly refuted: number;
  /** For which the documents do not say enough. */
  readonly undecidable: number;
  /** That are about nothing in these documents. */
  readonly nothingToJudge: number;
}

/** A claim with how it stands once the waivers are read. */
export interface ReportedClaim extends ClaimVerdict {
  /** How it stands. */
  readonly standing: Standing;
}

/** A rule, how far it was judged and how it stands. */
export interface ReportedRule extends PolicyCoverage {
  /** What holds when it is met. */
  readonly title: string;
  /** How much a violation weighs. */
  readonly severity: Severity;
  /** Why it is asked for. */
  readonly rationale: string;
  /** How a violation is put right. */
  readonly remediation: string;
  /** Catalogue entries that ask for it. */
  readonly references: readonly string[];
  /** Whether it is among the documents, bound and denying. */
  readonly installed: boolean;
  /** How it stands. */
  readonly standing: Standing;
}

/** Everything that a report says, as plain data: the JSON form, from which the others are drawn. */
export interface Report {
  /** Version of this format. */
  readonly format: typeof REPORT_FORMAT;
  /** What was judged. */
  readonly title: string;
  /**
   * Day of the judgement, as YYYY-MM-DD.
   * @default - expiry was not judged
   */
  readonly date?: string;
  /** What wrote it. */
  readonly tool: Tool;
  /** What was judged. */
  readonly documents: ReportedDocuments;
  /** Names of the trust zones. */
  readonly zones: readonly string[];
  /** The report in numbers. */
  readonly summary: ReportSummary;
  /** Who can connect to whom. */
  readonly topology: Topology;
  /** Each claim. */
  readonly claims: readonly ReportedClaim[];
  /** What is wrong and not waived. */
  readonly findings: readonly Finding[];
  /** What is wrong and accepted. */
  readonly waived: readonly WaivedFinding[];
  /** Lines that the parameters of the rules need for what is waived. */
  readonly exceptions: readonly string[];
  /** Each rule. */
  readonly rules: readonly ReportedRule[];
  /** What admission cannot stop. */
  readonly gaps: readonly AdmissionGap[];
  /** What addresses each entry of the catalogues. */
  readonly controls: readonly MappedCatalogue[];
}

/** @returns the report of a judgement, without any credential that the documents hold; the same judgement gives the same report */
export function reportOf(judgement: DocumentJudgement, options: ReportOptions = {}): Report {
  const { documents, zones, findings, waived, exceptions } = judgement;
  const { title = 'Kubernetes documents', date } = options;
  const claims = claimsOf(judgement);
  const rules = rulesOf(judgement, options.policies ?? PolicySet.shipped());
  return redactedData({
    format: REPORT_FORMAT,
    title,
    ...(date !== undefined && { date }),
    tool: thisTool(),
    documents: documentsOf(judgement),
    zones,
    summary: summaryOf(judgement),
    topology: topologyOf(documents, zones),
    claims,
    findings,
    waived,
    exceptions,
    rules,
    gaps: ADMISSION_GAPS,
    controls: controlMap(
      claims.map(({ claim, standing }) => ({ id: claim, standing })),
      rules.map(({ rule, standing, references }) => ({ id: rule, standing, references })),
    ),
  });
}

function documentsOf({ documents }: DocumentJudgement): ReportedDocuments {
  const kinds = documents.documents.map(({ kind }) => kind).sort();
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return { count: kinds.length, sha256: documentDigest(documents), kinds: Object.fromEntries(counts) };
}

function summaryOf({ findings, waived, claims }: DocumentJudgement): ReportSummary {
  const found = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const claimed = (outcome: ClaimOutcome): number => claims.filter((claim) => claim.outcome === outcome).length;
  const nothingToJudge = claims.filter(({ nothing }) => nothing === true).length;
  const error = found(Severity.ERROR);
  return {
    passed: error === 0,
    findings: { error, warning: found(Severity.WARNING), note: found(Severity.NOTE) },
    waived: waived.length,
    claims: {
      proven: claimed(ClaimOutcome.PROVEN),
      refuted: claimed(ClaimOutcome.REFUTED),
      undecidable: claimed(ClaimOutcome.UNDECIDABLE) - nothingToJudge,
      nothingToJudge,
    },
  };
}

function claimsOf({ claims, findings }: DocumentJudgement): ReportedClaim[] {
  const refuted = new Set(findings.filter(({ severity }) => severity === Severity.ERROR).map(({ rule }) => rule));
  return claims.map((verdict) => ({ ...verdict, standing: standingOfClaim(verdict, refuted.has(verdict.claim)) }));
}

function rulesOf({ documents, coverage, findings, waived }: DocumentJudgement, policies: PolicySet): ReportedRule[] {
  const found = foundByRule(
    findings,
    waived.map(({ finding }) => finding),
  );
  const bound = boundRules(documents);
  return coverage.flatMap((covered) => {
    const policy = policies.policy(covered.rule);
    if (policy === undefined) return [];
    const { title, severity, rationale, remediation, references } = policy;
    const installed = bound.has(covered.rule);
    const standing = standingOfRule(covered, installed, found);
    return [{ ...covered, title, severity, rationale, remediation, references, installed, standing }];
  });
}
