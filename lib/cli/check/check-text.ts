import { ClaimOutcome, type ClaimVerdict, describe, type Finding, PolicySet, Severity } from '../../assurance';
import { ZoneOrigin, type ZoneChoice } from '../judging/zones';
import { count, section } from '../text';
import { type CheckResult } from './check-result';

/** @returns the result for people: findings by severity, claims, and what both rest on */
export function checkText(result: CheckResult): string {
  const { judged, source, ignored, unseen } = result;
  const { claims, waived, coverage, documents, zoneChoice } = judged;
  const clusterOnly = coverage.filter((rule) => rule.clusterOnly).map(({ rule }) => rule);
  const asDeployer = coverage.filter((rule) => rule.asDeployer && rule.judged > 0).map(({ rule }) => rule);
  return [
    `${count(documents.documents.length, 'object')} from ${source}`,
    zoneLine(zoneChoice),
    ...(ignored.length > 0 ? [`not read, because they hold no Kubernetes object: ${ignored.join(', ')}`] : []),
    '',
    ...section('not seen in the cluster, so nothing below speaks of it', unseen),
    ...SEVERITIES.flatMap(([severity, title]) => findingLines(severity, title, result)),
    ...section('claims', claims.flatMap(claimLines)),
    ...section('what the proofs rest on', closedWorldLines(claims)),
    ...section(
      'waived',
      waived.flatMap(({ finding, waiver }) => [
        `${finding.rule}  ${describe(finding.object)}: ${finding.message}`,
        `    ${waiver.reason} (${waiver.owner}, until ${waiver.expires}; ${waiver.evidence})`,
      ]),
    ),
    ...section('judged in a cluster only', clusterOnly.length > 0 ? [clusterOnly.join(', ')] : []),
    ...section('judged as if a deployer applied the objects', asDeployer.length > 0 ? [asDeployer.join(', ')] : []),
    summaryLine(result),
    '',
  ].join('\n');
}

const SEVERITIES: readonly (readonly [Severity, string])[] = [
  [Severity.ERROR, 'errors'],
  [Severity.WARNING, 'warnings'],
  [Severity.NOTE, 'notes'],
];

function zoneLine({ origin, names }: ZoneChoice): string {
  const list = names.join(', ') || 'none';
  switch (origin) {
    case ZoneOrigin.NAMED:
      return `trust zones, as named: ${list}`;
    case ZoneOrigin.LABELLED:
      return `trust zones, by the label secure-llm.dev/zone: ${list}`;
    case ZoneOrigin.ASSUMED:
      return `trust zones, assumed because no Namespace has the label secure-llm.dev/zone: ${list}`;
  }
}

function findingLines(severity: Severity, title: string, result: CheckResult): string[] {
  const { findings, claims } = result.judged;
  const all = findings.filter((finding) => finding.severity === severity);
  // the table of claims says the same with the reason
  const undecided = new Set(claims.map(({ claim, title: said }) => `claim ${claim}, that ${said}, cannot be decided`));
  const listed = all.filter(({ message }) => !undecided.has(message.split(': ', 1)[0] ?? ''));
  const rest = all.length - listed.length;
  const rules = [...new Set(listed.map(({ rule }) => rule))];
  return section(
    `${title} (${all.length}${rest === 0 ? '' : `, ${rest} of them about claims that cannot be decided: see below`})`,
    rules.flatMap((rule) =>
      ruleLines(
        rule,
        listed.filter((finding) => finding.rule === rule),
        result,
      ),
    ),
  );
}

/** What a rule asks for and how to meet it is said once. */
function ruleLines(rule: string, findings: readonly Finding[], { judged, source, fileOf }: CheckResult): string[] {
  const claim = judged.claims.find((each) => each.claim === rule);
  const title = claim?.title ?? PolicySet.shipped().policy(rule)?.title;
  const [remediation] = findings.flatMap((finding) => finding.remediation ?? []);
  const repeated = claim === undefined ? '' : `claim ${rule}, that ${claim.title}, does not hold: `;
  return [
    title === undefined ? rule : `${rule}: ${title}`,
    ...(remediation === undefined ? [] : [`  fix: ${remediation}`]),
    ...findings.map(({ object, message, path }) => {
      const file = fileOf(object);
      const place = [path, file === source ? undefined : file].filter((part) => part !== undefined).join(' in ');
      const words = message.startsWith(repeated) ? message.slice(repeated.length) : message;
      const where = `${describe(object)}${place === '' ? '' : ` (${place})`}`;
      return `  ${words.includes(where) ? '' : `${where}: `}${words}`;
    }),
  ];
}

function claimLines({ claim, outcome, title, counterexamples, reason }: ClaimVerdict): string[] {
  const [shortest, ...more] = counterexamples;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const why = shortest === undefined ? reason : `${shortest.sentence}${others}`;
  return [
    `${claim.padEnd(3)}  ${outcome.padEnd(ClaimOutcome.UNDECIDABLE.length)}  ${title}`,
    ...(why === undefined ? [] : [`${' '.repeat(claim.padEnd(3).length)}  ${why}`]),
  ];
}

function closedWorldLines(claims: readonly ClaimVerdict[]): string[] {
  const worlds = claims.filter(({ outcome }) => outcome === ClaimOutcome.PROVEN).map(({ closedWorld }) => closedWorld);
  const open = new Map<string, Set<string>>();
  for (const { id, closes, present } of worlds.flatMap(({ admissionRules }) => admissionRules)) {
    if (!present) open.set(id, (open.get(id) ?? new Set()).add(closes));
  }
  return [
    ...new Set(worlds.map(({ seen }) => `seen: ${seen}`)),
    ...subsection(
      'taken for granted',
      worlds.flatMap(({ assumptions }) => assumptions),
    ),
    ...subsection(
      'left open, because these admission rules are not among the objects',
      [...open].map(([id, closes]) => `${id}: ${[...closes].join('; ')}`),
    ),
    ...subsection(
      'could void the proofs',
      worlds.flatMap(({ voids }) => voids),
    ),
  ];
}

function subsection(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...[...new Set(lines)].map((line) => `  ${line}`)];
}

function summaryLine({ judged }: CheckResult): string {
  const { findings, waived, claims } = judged;
  const many = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const outcomes = Object.values(ClaimOutcome).map(
    (outcome) => `${claims.filter((claim) => claim.outcome === outcome).length} ${outcome}`,
  );
  return [
    count(many(Severity.ERROR), 'error'),
    count(many(Severity.WARNING), 'warning'),
    count(many(Severity.NOTE), 'note'),
    `${waived.length} waived`,
    `claims: ${outcomes.join(', ')}`,
  ].join('; ');
}
