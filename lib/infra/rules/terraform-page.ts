import { controlMapSection } from '../../assurance/report/html/control-map-section';
import { findingsSection } from '../../assurance/report/html/findings-section';
import { Links, ruleAnchor } from '../../assurance/report/html/links';
import { html, type Markup } from '../../assurance/report/html/markup';
import { shell } from '../../assurance/report/html/shell';
import { signature } from '../../assurance/report/html/signature';
import { waiversSection } from '../../assurance/report/html/waivers-section';
import { counted, standingBadge, table } from '../../assurance/report/html/words';
import { type TerraformReport } from './terraform-report';

/** @returns the report about stacks as one page that stands by itself */
export function terraformPage(report: TerraformReport): string {
  const links = new Links(report);
  return shell(report.title, report.tool, [
    { id: 'summary', content: summary(report) },
    { id: 'findings', title: 'Findings', content: findingsSection(report, links) },
    { id: 'waivers', title: 'Waivers', content: waiversSection({ waived: report.waived, exceptions: [] }, links) },
    { id: 'rules', title: 'Rules', content: rules(report) },
    { id: 'controls', title: 'Control map', content: controlMapSection(report, links) },
    { id: 'reading', title: 'About this report', content: reading(report) },
  ]);
}

function summary({ summary: { passed, findings, waived }, date, tool }: TerraformReport): Markup {
  const verdict = passed
    ? 'These stacks pass: no error is left.'
    : `These stacks do not pass: ${counted(findings.error, 'error is', 'errors are')} left.`;
  return html`<section id="summary" aria-labelledby="summary-heading">
    <h2 id="summary-heading" class="unseen">Summary</h2>
    <p class="verdict ${!passed ? 'bad' : findings.warning > 0 ? 'open' : 'good'}">${verdict}</p>
    <p>
      Findings: ${counted(findings.error, 'error')}, ${counted(findings.warning, 'warning')} and
      ${counted(findings.note, 'note')}; ${counted(waived, 'finding')} waived.
    </p>
    <dl class="facts">
      <div>
        <dt>Judged</dt>
        <dd>${date ?? 'on no given day: whether waivers have expired was not judged'}</dd>
      </div>
      <div>
        <dt>Judge</dt>
        <dd>${tool.name} ${tool.version}</dd>
      </div>
    </dl>
  </section> `;
}

function rules({ rules: all }: TerraformReport): Markup {
  return html`<section id="rules" aria-labelledby="rules-heading">
    <h2 id="rules-heading">Rules</h2>
    <p>Each rule looks at every resource of every stack, also at those that no construct of this library made.</p>
    ${table(
      'Rules',
      ['Rule', 'What holds when it is met', 'Severity', 'Found', 'Standing'],
      all.map(({ rule, title, remediation, references, severity, findings, standing }) => [
        html`<code id="${ruleAnchor(rule)}">${rule}</code>`,
        html`<details>
          <summary>${title}</summary>
          <p>${remediation}</p>
          <p class="aside">${references.join('; ')}</p>
        </details>`,
        severity,
        counted(findings, 'finding'),
        standingBadge(standing),
      ]),
    )}
  </section> `;
}

function reading({ tool }: TerraformReport): Markup {
  return html`<section id="reading" aria-labelledby="reading-heading">
    <h2 id="reading-heading">About this report</h2>
    <ul>
      <li>
        It is about the Terraform JSON that is written, not about a plan, a state or the cloud. What only Oracle knows
        is asked by <code>terraform plan</code>.
      </li>
      <li>The same stacks, rules and day give the same report, byte for byte. Nothing in it was written by hand.</li>
      <li>Errors stop synthesis. Warnings and notes do not.</li>
    </ul>
    <p class="aside">${tool.name} ${tool.version}</p>
    ${signature()}
  </section> `;
}
