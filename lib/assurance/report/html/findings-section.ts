import { type Finding, Severity } from '../../finding';
import { type Report } from '../report';
import { type Links, type LinkTargets } from './links';
import { html, joined, type Markup } from './markup';
import { counted, objectName, severityBadge, table } from './words';

const SEVERITIES: readonly (readonly [Severity, string])[] = [
  [Severity.ERROR, 'Errors'],
  [Severity.WARNING, 'Warnings'],
  [Severity.NOTE, 'Notes'],
];

/** @returns findings by severity, and by rule within it */
export function findingsSection(report: LinkTargets & Pick<Report, 'findings'>, links: Links): Markup {
  const titles = new Map([
    ...report.rules.map(({ rule, title }) => [rule, title] as const),
    ...report.claims.map(({ claim, title }) => [claim, title] as const),
  ]);
  return html`<section id="findings" aria-labelledby="findings-heading">
    <h2 id="findings-heading">Findings</h2>
    ${report.findings.length === 0 ? html`<p>Nothing was found that is not waived.</p>` : undefined}
    ${SEVERITIES.map(([severity, heading]) => {
      const found = report.findings.filter((finding) => finding.severity === severity);
      if (found.length === 0) return undefined;
      return html`<h3>${heading} <span class="aside">${found.length}</span></h3>
        ${[...byRule(found)].map(([rule, ofRule]) => group(rule, titles.get(rule), ofRule, links))}`;
    })}
  </section> `;
}

function byRule(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return groups;
}

function group(rule: string, title: string | undefined, findings: readonly Finding[], links: Links): Markup {
  const [{ severity }] = findings as readonly [Finding, ...Finding[]];
  const remediations = [...new Set(findings.flatMap(({ remediation }) => remediation ?? []))];
  const references = [...new Set(findings.flatMap((finding) => finding.references ?? []))];
  const rows = findings.map(({ object, path, message }) => [
    html`${objectName(object)}${path === undefined ? undefined : html`<br /><span class="aside">${path}</span>`}`,
    message,
  ]);
  return html`<details class="item" ${severity === Severity.ERROR ? html` open` : undefined}>
    <summary>
      <h4><code>${rule}</code> <span>${title}</span></h4>
      <span class="aside">${counted(findings.length, 'object')}</span> ${severityBadge(severity)}
    </summary>
    <div class="body">
      ${remediations.map((remediation) => html`<p><strong>To put it right:</strong> ${remediation}</p>`)}
      ${table(`Findings of ${rule}`, ['Object', 'What is wrong'], rows)}
      <p class="aside">
        See ${links.to(rule)}${references.length === 0 ? undefined : html`. Asked for by ${joined(references, '; ')}`}
      </p>
    </div>
  </details> `;
}
