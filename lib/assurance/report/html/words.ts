import { ClaimOutcome, type ClaimVerdict } from '../../claims';
import { EVERYTHING } from '../../claims/claim-findings';
import { type ObjectReference, Severity } from '../../finding';
import { Standing } from '../standing';
import { html, type Content, type Markup } from './markup';

/** A mark before a word, so that nothing is told by colour alone. */
interface Worded {
  readonly word: string;
  readonly mark: string;
  /** Class of the page's style. */
  readonly tone: 'good' | 'bad' | 'open' | 'quiet';
}

const STANDINGS: { readonly [standing in Standing]: Worded } = {
  [Standing.HOLDS]: { word: 'holds', mark: '✓', tone: 'good' },
  [Standing.ENFORCED]: { word: 'enforced', mark: '✓', tone: 'good' },
  [Standing.WAIVED]: { word: 'waived', mark: '○', tone: 'open' },
  [Standing.UNDECIDED]: { word: 'undecided', mark: '?', tone: 'open' },
  [Standing.VIOLATED]: { word: 'fails', mark: '✗', tone: 'bad' },
  [Standing.NOT_JUDGED]: { word: 'not judged', mark: '–', tone: 'quiet' },
};

const OUTCOMES: { readonly [outcome in ClaimOutcome]: Worded } = {
  [ClaimOutcome.PROVEN]: { word: 'proven', mark: '✓', tone: 'good' },
  [ClaimOutcome.REFUTED]: { word: 'refuted', mark: '✗', tone: 'bad' },
  [ClaimOutcome.UNDECIDABLE]: { word: 'undecidable', mark: '?', tone: 'open' },
};

const SEVERITIES: { readonly [severity in Severity]: Worded } = {
  [Severity.ERROR]: { word: 'error', mark: '✗', tone: 'bad' },
  [Severity.WARNING]: { word: 'warning', mark: '!', tone: 'open' },
  [Severity.NOTE]: { word: 'note', mark: 'i', tone: 'quiet' },
};

const NOTHING_TO_JUDGE: Worded = { word: 'nothing to judge', mark: '–', tone: 'quiet' };
const NOT_COVERED: Worded = { word: 'not covered', mark: '–', tone: 'quiet' };

/** @returns how a rule, claim or catalogue entry stands; without a standing, that nothing covers it */
export function standingBadge(standing: Standing | undefined): Markup {
  return badge(standing === undefined ? NOT_COVERED : STANDINGS[standing]);
}

/** @returns what a claim came to */
export function outcomeBadge(verdict: ClaimVerdict): Markup {
  return badge(outcomeMark(verdict));
}

/** @returns how much a finding weighs */
export function severityBadge(severity: Severity): Markup {
  return badge(SEVERITIES[severity]);
}

/** @returns mark and word of a claim's outcome, for where a badge is too much */
export function outcomeMark({ outcome, nothing }: ClaimVerdict): Worded {
  return nothing === true ? NOTHING_TO_JUDGE : OUTCOMES[outcome];
}

/** @returns class, mark and word of a standing */
export function standingMark(standing: Standing): Worded {
  return STANDINGS[standing];
}

function badge({ word, mark, tone }: Worded): Markup {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${mark}</span> ${word}</span>`;
}

/** @returns `Deployment guardrail/guardrail`, the name as code */
export function objectName({ kind, namespace, name }: ObjectReference): Markup {
  if (kind === EVERYTHING.kind && name === EVERYTHING.name) return html`the documents together`;
  return html`${kind} <code>${namespace === undefined ? '' : `${namespace}/`}${name}</code>`;
}

/** @returns `1 finding`, `3 findings`, `no findings` */
export function counted(many: number, noun: string, plural = `${noun}s`): string {
  return `${many === 0 ? 'no' : many} ${many === 1 ? noun : plural}`;
}

/** @returns a table in a box that scrolls by itself, with keys too, so that the page never does */
export function table(label: string, headings: readonly Content[], rows: readonly (readonly Content[])[]): Markup {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${others.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
