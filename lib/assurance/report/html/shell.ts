import { createHash } from 'node:crypto';
import { type Tool } from '../tool';
import { html, Markup } from './markup';
import { STYLE } from './style';

/** A part of a page, with its place in the navigation. */
export interface PageSection {
  /** Id of the section's element. */
  readonly id: string;
  /** What the navigation calls it. @default - it is not in the navigation */
  readonly title?: string;
  /** The section. */
  readonly content: Markup;
}

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

/** @returns sections as one page that stands by itself */
export function shell(title: string, tool: Tool, sections: readonly PageSection[]): string {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="${tool.name} ${tool.version}" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        <header>
          <div>
            <p class="kicker">Assurance report</p>
            <h1>${title}</h1>
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
            ${sections.map(({ id, title: name }) => (name === undefined ? undefined : html`<li><a href="#${id}">${name}</a></li> `))}
          </ul>
        </nav>
        <main id="main" tabindex="-1">${sections.map(({ content }) => content)}</main>
      </body>
    </html>`;
  return `${text}\n`;
}
