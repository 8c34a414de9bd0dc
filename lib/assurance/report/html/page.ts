import { createHash } from 'node:crypto';
import { type Layout } from '../diagram/layout';
import { type Report } from '../report';
import { claimsSection } from './claims-section';
import { controlMapSection } from './control-map-section';
import { findingsSection } from './findings-section';
import { gapsSection } from './gaps-section';
import { Links } from './links';
import { html, Markup } from './markup';
import { readingSection } from './reading-section';
import { rulesSection } from './rules-section';
import { STYLE } from './style';
import { summarySection } from './summary-section';
import { topologySection } from './topology-section';
import { waiversSection } from './waivers-section';

const SECTIONS: readonly (readonly [string, string])[] = [
  ['topology', 'Topology'],
  ['claims', 'Claims'],
  ['findings', 'Findings'],
  ['waivers', 'Waivers'],
  ['rules', 'Rules'],
  ['gaps', 'What admission cannot do'],
  ['controls', 'Control map'],
  ['reading', 'About this report'],
];

const THEMES: readonly (readonly [string, string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** Exactly what the policy below has the digest of. */
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);

/** The page has no script and asks for nothing; a browser holds it to that. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:', // an empty icon, or the browser asks the server for one
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @returns the report as one page that stands by itself */
export function page(report: Report, layout: Layout | undefined): string {
  const links = new Links(report);
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="${report.tool.name} ${report.tool.version}" />
        <link rel="icon" href="data:," />
        <title>${report.title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        <header>
          <div>
            <p class="kicker">Assurance report</p>
            <h1>${report.title}</h1>
          </div>
          <fieldset class="theme">
            <legend class="unseen">Colours</legend>
            ${THEMES.map(
              ([id, label], index) =>
                html`<label
                  ><input type="radio" name="theme" id="theme-${id}" ${index === 0 ? html` checked` : undefined} />
                  ${label}</label
                > `,
            )}
          </fieldset>
        </header>
        <nav aria-label="Sections">
          <ul>
            ${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li> `)}
          </ul>
        </nav>
        <main id="main" tabindex="-1">
          ${summarySection(report)}${topologySection(report, layout)}${claimsSection(report, links)}${findingsSection(report, links)}${waiversSection(report, links)}${rulesSection(report)}${gapsSection(report, links)}${controlMapSection(report, links)}${readingSection(report)}
        </main>
      </body>
    </html>`;
  return `${text}\n`;
}
