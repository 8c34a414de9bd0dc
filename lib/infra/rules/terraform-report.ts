import { Severity, type Finding } from '../../assurance/finding';
import { controlMap, type MappedCatalogue } from '../../assurance/report/control-map/control-map';
import { sarif, type SarifSource } from '../../assurance/report/sarif';
import { foundByRule, Standing } from '../../assurance/report/standing';
import { thisTool } from '../../assurance/report/tool';
import { type TerraformJudgement } from './terraform-judge';
import { terraformPage } from './terraform-page';
import { TERRAFORM_RULES } from './terraform-rules';

/** What a report says beside the judgement. */
export interface TerraformReportOptions {
  /**
   * What was judged.
   * @default 'Terraform stacks'
   */
  readonly title?: string;
  /**
   * Day of the judgement, as YYYY-MM-DD.
   * @default - the report says that expiry was not judged
   */
  readonly date?: string;
}

/** A rule with what it found and how it stands. */
export type TerraformReportRule = SarifSource['rules'][number] & {
  /** Findings before waivers. */
  readonly findings: number;
  /** How it stands once the waivers are read. */
  readonly standing: Standing;
};

/** What the rules say about stacks, as plain data in the shape of the report about Kubernetes documents. */
export interface TerraformReport extends SarifSource {
  /** Each rule. */
  readonly rules: readonly TerraformReportRule[];
  /** What addresses each entry of the catalogues, of those that a rule addresses. */
  readonly controls: readonly MappedCatalogue[];
  /** What was judged. */
  readonly title: string;
  /**
   * Day of the judgement, as YYYY-MM-DD.
   * @default - expiry was not judged
   */
  readonly date?: string;
  /** The report in numbers. */
  readonly summary: {
    /** Whether no error is left: what decides about synthesis. */
    readonly passed: boolean;
    /** Findings that are left, by severity. */
    readonly findings: { readonly error: number; readonly warning: number; readonly note: number };
    /** Findings that somebody answers for. */
    readonly waived: number;
  };
}

/** @returns the report of a judgement; the same judgement gives the same report */
export function terraformReport(judgement: TerraformJudgement, options: TerraformReportOptions = {}): TerraformReport {
  const { findings, waived } = judgement;
  const found = (severity: Severity): number => findings.filter((each: Finding) => each.severity === severity).length;
  const error = found(Severity.ERROR);
  const rules = rulesOf(judgement);
  return {
    title: options.title ?? 'Terraform stacks',
    ...(options.date !== undefined && { date: options.date }),
    tool: thisTool(),
    summary: {
      passed: error === 0,
      findings: { error, warning: found(Severity.WARNING), note: found(Severity.NOTE) },
      waived: waived.length,
    },
    claims: [],
    rules,
    findings,
    waived,
    controls: controlMap(
      [],
      rules.map(({ rule, standing, references }) => ({ id: rule, standing, references })),
    ).filter(({ entries }) => entries.some(({ controls }) => controls.length > 0)),
  };
}

function rulesOf({ findings, waived, coverage }: TerraformJudgement): TerraformReportRule[] {
  const found = foundByRule(
    findings,
    waived.map(({ finding }) => finding),
  );
  return TERRAFORM_RULES.map(({ id, title, severity, remediation, references }) => ({
    rule: id,
    title,
    severity,
    rationale: title,
    remediation,
    references,
    findings: coverage.find(({ rule }) => rule === id)?.findings ?? 0,
    standing: found.violated(id) ? Standing.VIOLATED : found.waived(id) ? Standing.WAIVED : Standing.HOLDS,
  }));
}

/** @returns the report as a page for people, as JSON and as SARIF for code scanning, by the name of the file */
export function terraformReportFiles(
  judgement: TerraformJudgement,
  options: TerraformReportOptions = {},
): ReadonlyMap<string, string> {
  const report = terraformReport(judgement, options);
  return new Map([
    ['terraform.html', terraformPage(report)],
    ['terraform.json', json(report)],
    ['terraform.sarif', json(sarif(report))],
  ]);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
