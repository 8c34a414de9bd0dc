import { type Report } from '../report';
import { Standing } from '../standing';
import { type Links } from './links';
import { html, joined, type Content, type Markup } from './markup';
import { standingMark, table } from './words';

/** @returns what admission rules cannot stop, and what does instead */
export function gapsSection(report: Report, links: Links): Markup {
  const standings = standingsOf(report);
  return html`<section id="gaps" aria-labelledby="gaps-heading">
    <h2 id="gaps-heading">What admission cannot do</h2>
    ${table(
      'What admission cannot do',
      ['Gap', 'Why', 'What closes it', 'Here'],
      report.gaps.map(({ gap, because, closedBy, claims, rules }) => [
        gap,
        because,
        closedBy,
        joined(
          [...claims, ...rules].map((id) => control(id, standings.get(id), links)),
          html`<br />`,
        ),
      ]),
    )}
  </section> `;
}

/** @returns how each rule and claim stands, by id */
export function standingsOf({ claims, rules }: Report): ReadonlyMap<string, Standing> {
  return new Map([
    ...claims.map(({ claim, standing }) => [claim, standing] as const),
    ...rules.map(({ rule, standing }) => [rule, standing] as const),
  ]);
}

/** @returns a rule or claim with a mark of how it stands */
export function control(id: string, standing: Standing = Standing.NOT_JUDGED, links: Links): Content {
  const { mark, word, tone } = standingMark(standing);
  return html`<span class="control ${tone}"
    ><span class="mark" aria-hidden="true">${mark}</span> ${links.to(id)}<span class="unseen"> ${word}</span></span
  >`;
}
