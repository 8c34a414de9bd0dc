import { createHash } from 'node:crypto';
import { describe } from '../document';
import { type Finding, type ObjectReference, Severity } from '../finding';
import { type WaiverRecord } from '../waiver-record';
import { type Report, type ReportedRule } from './report';

/** Where a document is written. */
export interface DocumentLocation {
  /** Path of the file, with `/`, relative to the root of the repository. */
  readonly file: string;
  /** Line on which the document begins, from 1. */
  readonly line: number;
}

/** Tells where a document is written, if that is known. */
export type LocateDocument = (object: ObjectReference) => DocumentLocation | undefined;

const LEVELS: { readonly [severity in Severity]: string } = {
  [Severity.ERROR]: 'error',
  [Severity.WARNING]: 'warning',
  [Severity.NOTE]: 'note',
};

/** What is written as SARIF: a report, or as much of one as rules about other documents give. */
export interface SarifSource extends Pick<Report, 'tool' | 'claims' | 'findings' | 'waived'> {
  /** Each rule. */
  readonly rules: readonly Pick<
    ReportedRule,
    'rule' | 'title' | 'severity' | 'rationale' | 'remediation' | 'references'
  >[];
}

/** @returns the findings as SARIF 2.1.0, for code scanning; what is waived is a suppressed result */
export function sarif(report: SarifSource, locate: LocateDocument = () => undefined): object {
  const rules = descriptors(report);
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const result = (finding: Finding, waiver?: WaiverRecord): object => ({
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding, locate)],
    partialFingerprints: { 'secureLlmFinding/v1': fingerprint(finding) },
    ...(waiver !== undefined && {
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: justification(waiver) }],
    }),
  });
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, rules } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...report.findings.map((finding) => result(finding)),
          ...report.waived.map(({ finding, waiver }) => result(finding, waiver)),
        ],
      },
    ],
  };
}

interface Descriptor {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Every rule and claim, found or not, so that code scanning knows which are fixed; then what else was found. */
function descriptors({ rules, claims, findings, waived }: SarifSource): Descriptor[] {
  const known: Descriptor[] = [
    ...claims.map(({ claim, title }) => ({
      id: claim,
      shortDescription: { text: title },
      defaultConfiguration: { level: 'error' },
    })),
    ...rules.map(({ rule, title, rationale, remediation, references, severity }) => ({
      id: rule,
      shortDescription: { text: title },
      fullDescription: { text: rationale },
      help: { text: remediation },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { tags: references },
    })),
  ];
  const ids = new Set(known.map(({ id }) => id));
  const found = [...findings, ...waived.map(({ finding }) => finding)].map(({ rule }) => rule);
  const others = [...new Set(found)].filter((rule) => !ids.has(rule)).sort();
  return [...known, ...others.map((id) => ({ id }))];
}

function location({ object, path }: Finding, locate: LocateDocument): object {
  const place = locate(object);
  const name = describe(object);
  return {
    ...(place !== undefined && {
      physicalLocation: {
        artifactLocation: { uri: encodeURI(place.file) },
        region: { startLine: place.line },
      },
    }),
    logicalLocations: [
      {
        name: object.name,
        fullyQualifiedName: path === undefined ? name : `${name} ${path}`,
        kind: 'resource',
      },
    ],
  };
}

/** The same finding in the next run, wherever its document has moved to. */
function fingerprint({ rule, object, path, message }: Finding): string {
  const text = JSON.stringify([rule, object.apiVersion, describe(object), path ?? '', message]);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function justification({ reason, evidence, owner, expires }: WaiverRecord): string {
  return `${reason} Evidence: ${evidence}. Owner: ${owner}. Expires: ${expires}.`;
}
