import { type ClosedWorld, type Counterexample } from '../../claims';
import { type Report, type ReportedClaim } from '../report';
import { Standing } from '../standing';
import { claimAnchor, type Links } from './links';
import { html, joined, type Markup } from './markup';
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
  const { claim: id, title, outcome, standing, counterexamples, reason, evidence, reports, closedWorld } = claim;
  const waived = standing === Standing.WAIVED ? standingBadge(standing) : undefined;
  return html`<details class="item" id="${claimAnchor(id)}" ${standing === Standing.VIOLATED ? html` open` : undefined}>
    <summary>
      <h3><code>${id}</code> <span>${title}</span></h3>
      ${waived} ${outcomeBadge(outcome)}
    </summary>
    <div class="body">
      ${reason === undefined ? undefined : html`<p><strong>Cannot be decided:</strong> ${reason}.</p>`}
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
  if (items.length === 0) return undefined;
  return html`<h4>${heading}</h4>
    <ul>
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>`;
}

function world({ seen, assumptions, admissionRules, voids }: ClosedWorld, links: Links): Markup {
  const cited = admissionRules.map(
    ({ id, closes, present }) =>
      html`<li>
        ${links.to(id)} closes ${closes}
        <span class="aside"
          >${present ? 'among the documents, bound and denying' : 'not among the documents: it has to be in the cluster'}</span
        >
      </li>`,
  );
  return html`<h4>Closed world</h4>
    <dl class="world">
      <div>
        <dt>Seen</dt>
        <dd>${seen}</dd>
      </div>
      <div>
        <dt>Void without</dt>
        <dd>
          <ul>
            ${assumptions.map((assumption) => html`<li>${assumption}</li>`)}
          </ul>
        </dd>
      </div>
      ${
        cited.length === 0
          ? undefined
          : html`<div>
              <dt>Admission rules</dt>
              <dd>
                <ul>
                  ${cited}
                </ul>
              </dd>
            </div>`
      }
      <div>
        <dt>Seen that voids it</dt>
        <dd>
          ${
            voids.length === 0
              ? 'nothing'
              : html`<ul>
                  ${voids.map((each) => html`<li>${each}</li>`)}
                </ul>`
          }
        </dd>
      </div>
    </dl>`;
}
