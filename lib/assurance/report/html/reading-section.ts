import { type Report } from '../report';
import { html, type Markup } from './markup';
import { signature } from './signature';

/** @returns what the report is about and how it is repeated, and room for a signature on paper */
export function readingSection({ tool, documents, format }: Report): Markup {
  return html`<section id="reading" aria-labelledby="reading-heading">
    <h2 id="reading-heading">About this report</h2>
    <ul>
      <li>
        It is about rendered documents, not about a running cluster. <code>secure-llm check --live</code> judges what is
        there.
      </li>
      <li>
        The digest is over what the documents say, whatever their order, formatting and files: the same digest means the
        same documents.
      </li>
      <li>
        The same documents, rules, declarations and day give the same report, byte for byte. Nothing in it was written
        by hand.
      </li>
      <li>Errors stop synthesis and fail a check. Warnings and notes do neither.</li>
    </ul>
    <p class="aside">
      ${tool.name} ${tool.version}, report format ${format}, documents
      <code class="digest">sha256:${documents.sha256}</code>
    </p>
    ${signature()}
  </section> `;
}
