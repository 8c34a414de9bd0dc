import { type ObjectReference } from '../../assurance';
import { type CheckResult } from './check-result';

/** Version of the shape; a change that readers would notice raises it. */
const FORMAT = 1;

/** @returns the result for programs */
export function checkJson({ judged, source, ignored, unseen, fileOf }: CheckResult): string {
  const { findings, waived, exceptions, claims, coverage, date, zoneChoice, documents } = judged;
  const located = <T extends { readonly object: ObjectReference }>(finding: T): T & { file?: string } => {
    const file = fileOf(finding.object);
    return { ...finding, ...(file !== undefined && { file }) };
  };
  const result = {
    format: FORMAT,
    source,
    date,
    objects: documents.documents.length,
    ignored,
    unseen,
    zones: { origin: zoneChoice.origin, names: zoneChoice.names },
    findings: findings.map(located),
    waived: waived.map(({ finding, waiver }) => ({ finding: located(finding), waiver })),
    exceptions,
    claims,
    coverage,
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
