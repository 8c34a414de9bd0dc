import { type ClosedWorld, type Counterexample } from '../../claims';
import { type Report, type ReportedClaim } from '../report';
import { Standing } from '../standing';
import { claimAnchor, type Links } from './links';
import { html, joined, type Content, type Markup } from './markup';
import { objectName, outcomeBadge, standingBadge } from './words';

/** @returns each claim with evidence, counterexamples and the closed world that it rests on */
export function claimsSection({ claims }: Report, links: Links): Markup {
  return html`<section id="claims" aria-labelledby="claims-heading">
    <h2 id="claims-heading">Claims</h2>
    <p>
      A claim is a statement about all documents together. <em>Proven</em> holds for any pod with any labels in any
      namespace, in the closed world that the claim states. <em>Refuted</em> comes with the shortest counterexample
      first. <em>Undecidable</em> says what is missing.
    </p>
    ${claims.map((claim) => claimDetails(claim, links))}
  </section> `;
}

function claimDetails(claim: ReportedClaim, links: Links): Markup {
  const { claim: id, title, standing, counterexamples, reason, nothing, evidence, reports, closedWorld } = claim;
  const waived = standing === Standing.WAIVED ? standingBadge(standing) : undefined;
  return html`<details class="item" id="${claimAnchor(id)}" ${standing === Standing.VIOLATED ? html` open` : undefined}>
    <summary>
      <h3><code>${id}</code> <span>${title}</span></h3>
      ${waived} ${outcomeBadge(claim)}
    </summary>
    <div class="body">
      ${reason === undefined ? undefined : html`<p><strong>${nothing === true ? 'Nothing to judge' : 'Cannot be decided'}:</strong> ${reason}.</p>`}
      ${
        counterexamples.length === 0
          ? undefined
          : html`<h4>Counterexamples</h4>
              <ol>
                ${counterexamples.map(counterexampleItem)}
              </ol>`
      }
      ${list('Evidence', evidence)} ${list('To know', reports)} ${world(closedWorld, links)}
    </div>
  </details> `;
}

function counterexampleItem({ sentence, object, letBy }: Counterexample): Markup {
  const by = letBy.length === 0 ? html`the lack of a policy or rule` : html`${joined(letBy.map(objectName), ', ')}`;
  return html`<li>${sentence}.<br /><span class="aside">Look at ${objectName(object)}; let by ${by}</span></li>`;
}

function list(heading: string, items: readonly string[]): Markup | undefined {
  const content = unordered(items);
  return content === undefined
    ? undefined
    : html`<h4>${heading}</h4>
        ${content}`;
}

function world({ seen, assumptions, admissionRules, voids }: ClosedWorld, links: Links): Markup {
  const cited = (present: boolean): Content =>
    unordered(
      admissionRules
        .filter((rule) => rule.present === present)
        .map(({ id, closes }) => html`${links.to(id)} stops ${closes}`),
    );
  return html`<h4>Closed world</h4>
    <dl class="world">
      ${row('Seen', seen)} ${row('Void unless', unordered(assumptions))}
      ${row('Leans on rules that were seen', cited(true))} ${row('Leans on rules that were not seen', cited(false))}
      ${row('Seen that voids it', unordered(voids) ?? 'nothing')}
    </dl>`;
}

function row(name: string, content: Content): Markup | undefined {
  if (content === undefined) return undefined;
  return html`<div>
    <dt>${name}</dt>
    <dd>${content}</dd>
  </div>`;
}

function unordered(items: readonly Content[]): Markup | undefined {
  if (items.length === 0) return undefined;
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}
