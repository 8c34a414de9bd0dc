import { Severity, type Finding } from '../../assurance/finding';
import { applyWaivers, type WaivedFinding } from '../../assurance/waiver-judge';
import { readWaiver, type ReadWaiver } from '../../assurance/waiver-record';
import { redactedData } from '../../redaction';
import { isFields } from './fields';
import { type TerraformDocument, type TerraformResource } from './terraform-document';
import { TERRAFORM_RULES } from './terraform-rules';
import { SCANNER_RULE, WAIVERS } from './waive';

/** What a judgement of stacks rests on. */
export interface TerraformJudgeOptions {
  /**
   * Day of the check, as YYYY-MM-DD.
   * @default - whether a waiver has expired is not judged: synthesis has no clock
   */
  readonly date?: string;
}

/** How often a rule found what it looks at. */
export interface TerraformRuleCoverage {
  /** Id of the rule. */
  readonly rule: string;
  /** Findings before waivers. */
  readonly findings: number;
}

/** What the rules say about stacks. */
export interface TerraformJudgement {
  /** Findings that nobody waived, and those about waivers that are not in order; errors first, then by rule and object. */
  readonly findings: readonly Finding[];
  /** Findings that are accepted, each with its waiver. */
  readonly waived: readonly WaivedFinding[];
  /** Every rule, by id. */
  readonly coverage: readonly TerraformRuleCoverage[];
}

/** Holds every rule against the JSON of stacks. The result has the shape in which Kubernetes documents are judged. */
export function judgeTerraform(
  documents: readonly TerraformDocument[],
  { date }: TerraformJudgeOptions = {},
): TerraformJudgement {
  const found = TERRAFORM_RULES.map((rule) => ({
    rule,
    findings: documents.flatMap((each) => findingsOf(rule, each)),
  }));
  const waivers = documents.flatMap(({ resources }) => resources.flatMap(waiversOn));
  const { findings, waived } = applyWaivers(
    waivers,
    found.flatMap((each) => each.findings),
    { rules: TERRAFORM_RULES.map(({ id }) => id), date },
  );
  return {
    ...redactedData({ findings: [...findings].sort(byWeight), waived }),
    coverage: found.map(({ rule, findings: all }) => ({ rule: rule.id, findings: all.length })),
  };
}

function findingsOf(rule: (typeof TERRAFORM_RULES)[number], document: TerraformDocument): Finding[] {
  return rule.problems(document).map(({ resource, message, path }) => ({
    rule: rule.id,
    severity: rule.severity,
    message,
    object: resource.object,
    path,
    remediation: rule.remediation,
    references: rule.references,
  }));
}

/** Waivers of a scanner's checks are held against what the scanner says, not against these rules. */
function waiversOn({ fields, object }: TerraformResource): ReadWaiver[] {
  const comment = fields['//'];
  const waivers = isFields(comment) ? comment[WAIVERS] : undefined;
  return Object.entries(isFields(waivers) ? waivers : {})
    .filter(([rule]) => !SCANNER_RULE.test(rule))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, said]) =>
      readWaiver(
        isFields(said) ? said : {},
        rule,
        object,
        `${rule} ${object.kind} ${object.namespace ?? ''}/${object.name}`,
      ),
    );
}

const WEIGHT = [Severity.ERROR, Severity.WARNING, Severity.NOTE];

function byWeight(a: Finding, b: Finding): number {
  const key = ({ severity, rule, object, path }: Finding): string =>
    [WEIGHT.indexOf(severity), rule, object.namespace, object.kind, object.name, path].join('\u0000');
  return key(a) < key(b) ? -1 : 1;
}
