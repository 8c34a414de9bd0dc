import { absentObjects } from './absent-objects';
import { type ClaimContext, claimFindings, type ClaimVerdict, judgeClaims } from './claims';
import { type DocumentSet } from './document-set';
import { describe } from './document';
import { type Finding, Severity } from './finding';
import { withOptOuts } from './opt-outs';
import { judgeByPolicies, type PolicyCoverage, type PolicyJudgeOptions } from './policy-judge';
import { parametersAmong } from './policy-parameters';
import { PolicySet } from './policy-set';
import { redactedData } from '../redaction';
import { singlePods } from './single-pods';
import { waivableRules } from './waivable';
import { judgeWaivers, type WaivedFinding } from './waiver-judge';

/** The rule that stops a release and nothing before it. */
const RELEASE_RULE = 'image-digest';
/** The rule that holds images against a list that the shipped parameters can only guess. */
const REGISTRY_RULE = 'image-registry';

/** What documents are judged by, and what the judges need to know that documents do not say. */
export interface JudgeOptions extends PolicyJudgeOptions, Omit<ClaimContext, 'zones'> {
  /**
   * Day of the check, as YYYY-MM-DD.
   * @default - whether a waiver has expired is not judged: synthesis has no clock
   */
  readonly date?: string;
  /**
   * Whether the documents are to be released: an image without a digest is then an error.
   * @default false
   */
  readonly release?: boolean;
  /**
   * What was found otherwise, for example by a program about itself; it can be waived like the rest.
   * @default - nothing
   */
  readonly findings?: readonly Finding[];
}

/** Everything that is known about a set of documents. */
export interface DocumentJudgement {
  /** What was judged. */
  readonly documents: DocumentSet;
  /** What is wrong and not waived: errors first, then by rule and object. */
  readonly findings: readonly Finding[];
  /** What is wrong and accepted by somebody. */
  readonly waived: readonly WaivedFinding[];
  /** Lines that the parameters of the policies need, so that what is waived passes in a cluster. */
  readonly exceptions: readonly string[];
  /** What each claim says. */
  readonly claims: readonly ClaimVerdict[];
  /** How far each rule was judged. */
  readonly coverage: readonly PolicyCoverage[];
  /** Names of the namespaces that were taken for trust zones, sorted. */
  readonly zones: readonly string[];
}

/** Judges documents by every rule and every claim, and reads the waivers over all that is found. No credential is repeated. */
export function judgeDocuments(documents: DocumentSet, options: JudgeOptions = {}): DocumentJudgement {
  const { policies = PolicySet.shipped(), release = false, date } = options;
  const judged = judgeByPolicies(documents, { ...options, policies });
  // without a zone the claims take every namespace with a pod for one, so that a foreign stack is judged at all
  const zones = judged.zones.length > 0 ? judged.zones : undefined;
  const admissionRules = policies.policies.map(({ id }) => id);
  // whoever has the parameters is meant to have every rule that reads them
  const expected = options.admissionRules ?? (parametersAmong(documents) === undefined ? undefined : admissionRules);
  const claims = judgeClaims(documents, { ...options, zones, admissionRules: expected });
  const ruleFindings = [...judged.findings, ...absentObjects(documents, policies), ...singlePods(documents)];
  const found = withOptOuts(documents, [...ruleFindings, ...claimFindings(claims), ...(options.findings ?? [])]);
  const stated = options.parameters !== undefined || parametersAmong(documents) !== undefined;
  const weighed = found.map((finding) => weighedAnew(finding, release, stated));
  const waiverOptions = { rules: waivableRules(policies), admissionRules, date };
  const { findings, waived, exceptions } = judgeWaivers(documents, weighed, waiverOptions);
  return {
    documents,
    ...redactedData({ findings: inOrder(findings), waived, exceptions, claims }),
    coverage: judged.coverage,
    zones: judged.zones,
  };
}

function weighedAnew(finding: Finding, release: boolean, stated: boolean): Finding {
  if (finding.rule === RELEASE_RULE && release) return { ...finding, severity: Severity.ERROR };
  if (finding.rule !== REGISTRY_RULE || stated) return finding;
  const remediation = 'Say which registries are allowed, with AdmissionPolicies or in the parameters of the policies.';
  return { ...finding, severity: Severity.WARNING, remediation };
}

const WEIGHTS = [Severity.ERROR, Severity.WARNING, Severity.NOTE];

function inOrder(findings: readonly Finding[]): Finding[] {
  const place = ({ rule, object, message }: Finding): string[] => [rule, describe(object), object.apiVersion, message];
  return findings
    .map((finding) => ({ finding, weight: WEIGHTS.indexOf(finding.severity), place: place(finding) }))
    .sort((a, b) => a.weight - b.weight || compare(a.place, b.place))
    .map(({ finding }) => finding);
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((word, index) => word !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}
