import { type MappedCatalogue, type MappedEntry } from '../control-map/control-map';
import { type Report } from '../report';
import { control } from './gaps-section';
import { type Links } from './links';
import { html, joined, type Markup } from './markup';
import { counted, standingBadge, table } from './words';

/** Of a longer catalogue, what nothing covers stands in one list instead of a row each. */
const LONG_CATALOGUE_ENTRIES = 20;

/** @returns for each entry of each catalogue the rules and claims that address it, and how they stand */
export function controlMapSection({ controls }: Pick<Report, 'controls'>, links: Links): Markup {
  return html`<section id="controls" aria-labelledby="controls-heading">
    <h2 id="controls-heading">Control map</h2>
    <p>
      Which rules and claims address an entry, and whether they hold for these documents. A control that holds takes a
      part of the risk away, not all of it. <em>Not covered</em>: nothing in these documents is judged for it.
    </p>
    ${controls.map((catalogue) => catalogueTable(catalogue, links))}
  </section> `;
}

function catalogueTable({ catalogue, url, entries }: MappedCatalogue, links: Links): Markup {
  const covered = entries.filter(({ controls }) => controls.length > 0);
  const long = entries.length > LONG_CATALOGUE_ENTRIES;
  const shown = long ? covered : entries;
  const others = long ? entries.filter(({ controls }) => controls.length === 0) : [];
  return html`<h3>
      ${catalogue}
      <span class="aside">${covered.length} of ${counted(entries.length, 'entry', 'entries')} addressed</span>
    </h3>
    ${table(
      catalogue,
      ['Entry', 'Standing', 'Addressed by'],
      shown.map((entry) => row(entry, links)),
    )}
    ${
      others.length === 0
        ? undefined
        : html`<details class="more">
            <summary>${counted(others.length, 'entry is', 'entries are')} not covered</summary>
            <p>${others.map(({ entry }) => entry).join('; ')}</p>
          </details>`
    }
    <p class="aside">Source: <a href="${url}" rel="noreferrer">${url}</a></p> `;
}

function row({ entry, standing, controls }: MappedEntry, links: Links): (Markup | string)[] {
  return [
    entry,
    standingBadge(standing),
    html`${joined(
      controls.map(({ id, standing: own }) => control(id, own, links)),
      ' ',
    )}`,
  ];
}
