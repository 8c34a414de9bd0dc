import { type Report, type ReportedRule } from '../report';
import { ruleAnchor } from './links';
import { html, type Markup } from './markup';
import { counted, standingBadge, table } from './words';

/** @returns every rule, how far it was judged and how it stands, so that none is passed over in silence */
export function rulesSection({ rules }: Report): Markup {
  return html`<section id="rules" aria-labelledby="rules-heading">
    <h2 id="rules-heading">Rules</h2>
    <p>
      Each rule is a ValidatingAdmissionPolicy that judges one object at a time. <em>As deployer</em>: the rule looks at
      who asks, and was judged as if a deployer had. <em>Cluster only</em>: it is about requests that no document shows,
      such as exec; it counts as enforced if it is among the documents, bound and denying.
    </p>
    ${table(
      'Rules',
      ['Rule', 'What holds when it is met', 'Severity', 'Judged', 'Among the documents', 'Standing'],
      rules.map((rule) => [
        html`<code id="${ruleAnchor(rule.rule)}">${rule.rule}</code>`,
        html`<details>
          <summary>${rule.title}</summary>
          <p>${rule.rationale}</p>
          <p>${rule.remediation}</p>
          <p class="aside">${rule.references.join('; ')}</p>
        </details>`,
        rule.severity,
        extent(rule),
        rule.installed ? 'yes' : 'no',
        standingBadge(rule.standing),
      ]),
    )}
  </section> `;
}

function extent({ judged, clusterOnly, asDeployer }: ReportedRule): string {
  if (clusterOnly) return 'cluster only';
  return `${counted(judged, 'document')}${asDeployer ? ', as deployer' : ''}`;
}
