import { type Report } from '../report';
import { type Links } from './links';
import { html, type Markup } from './markup';
import { objectName, table } from './words';

/** @returns what is accepted, by whom, why and until when */
export function waiversSection({ waived, exceptions }: Pick<Report, 'waived' | 'exceptions'>, links: Links): Markup {
  return html`<section id="waivers" aria-labelledby="waivers-heading">
    <h2 id="waivers-heading">Waivers</h2>
    ${
      waived.length === 0
        ? html`<p>Nothing is waived.</p>`
        : table(
            'Waivers',
            ['Rule', 'Object', 'Finding', 'Reason', 'Evidence', 'Owner', 'Expires'],
            waived.map(({ finding, waiver }) => [
              links.to(waiver.rule),
              objectName(waiver.object),
              finding.message,
              waiver.reason,
              waiver.evidence,
              waiver.owner,
              html`<span class="day">${waiver.expires}</span>`,
            ]),
          )
    }
    ${
      exceptions.length === 0
        ? undefined
        : html`<h3>Exceptions that a cluster needs</h3>
            <p>
              An annotation disarms nothing in a cluster. These lines of the rules' parameters do; deployers alone may
              write them.
            </p>
            <ul class="lines">
              ${exceptions.map((line) => html`<li><code>${line}</code></li>`)}
            </ul>`
    }
  </section> `;
}
