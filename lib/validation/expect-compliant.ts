import { type IConstruct } from 'constructs';
import { type Finding, JudgedProgram, type ProgramJudgeOptions, Severity } from '../workload';
import { errors } from './errors';

/** What a test asks for beside that nothing is wrong. */
export interface ComplianceOptions extends ProgramJudgeOptions {
  /**
   * Whether warnings count too.
   * @default false
   */
  readonly warnings?: boolean;
}

/**
 * For tests, whatever runs them: judges the program as it would be written and throws if something is wrong in the construct that
 * nobody waived. What is about the program as a whole counts for each of its constructs.
 * @param construct a chart, a zone, a tier or the app
 * @throws an error that lists the findings
 */
export function expectCompliant(construct: IConstruct, options: ComplianceOptions = {}): void {
  const { warnings = false, ...judged } = options;
  const severities = warnings ? [Severity.ERROR, Severity.WARNING] : [Severity.ERROR];
  const { path } = construct.node;
  const findings = JudgedProgram.of(construct, judged)
    .findings.filter(({ severity }) => severities.includes(severity))
    .filter((finding) => isWithin(finding, path));
  if (findings.length > 0) throw errors.notCompliant(findings, path);
}

function isWithin({ construct }: Finding, path: string): boolean {
  return path === '' || construct === undefined || construct === path || construct.startsWith(`${path}/`);
}
