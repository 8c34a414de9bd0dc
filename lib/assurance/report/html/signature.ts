import { html, type Markup } from './markup';

/** @returns room for the signature of whoever reviewed a printed report */
export function signature(): Markup {
  return html`<dl class="signature">
    <div>
      <dt>Reviewed by</dt>
      <dd></dd>
    </div>
    <div>
      <dt>Date</dt>
      <dd></dd>
    </div>
    <div>
      <dt>Signature</dt>
      <dd></dd>
    </div>
  </dl>`;
}
