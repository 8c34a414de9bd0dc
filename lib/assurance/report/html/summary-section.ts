import { type ClaimCounts, type Report } from '../report';
import { claimAnchor } from './links';
import { html, joined, type Markup } from './markup';
import { counted, outcomeMark } from './words';

/** @returns what the report comes to: a verdict, the numbers, every claim at a glance */
export function summarySection(report: Report): Markup {
  const { documents, zones, tool, claims, date } = report;
  const kinds = Object.entries(documents.kinds).map(([kind, many]) => `${many} ${kind}`);
  const facts: readonly (readonly [string, Markup])[] = [
    ['Judged', html`${date ?? 'on no given day: whether waivers have expired was not judged'}`],
    ['Documents', html`${counted(documents.count, 'document')}: ${kinds.join(', ')}`],
    ['Digest', html`<code class="digest">sha256:${documents.sha256}</code>`],
    [
      'Trust zones',
      zones.length === 0
        ? html`none`
        : html`${joined(
            zones.map((zone) => html`<code>${zone}</code>`),
            ', ',
          )}`,
    ],
    ['Judge', html`${tool.name} ${tool.version}`],
  ];
  return html`<section id="summary" aria-labelledby="summary-heading">
    <h2 id="summary-heading" class="unseen">Summary</h2>
    <p class="verdict ${tone(report)}">${verdict(report)}</p>
    <p>${numbers(report)}</p>
    <ul class="glance" aria-label="Claims">
      ${claims.map((each) => {
        const { claim, title } = each;
        const { mark, word, tone } = outcomeMark(each);
        return html`<li>
          <a class="${tone}" href="#${claimAnchor(claim)}" title="${title}"
            >${claim} <span aria-hidden="true">${mark}</span><span class="unseen">${word}</span></a
          >
        </li> `;
      })}
    </ul>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div> `,
      )}
    </dl>
  </section> `;
}

function tone({ summary }: Report): string {
  if (!summary.passed) return 'bad';
  return summary.claims.undecidable > 0 || summary.findings.warning > 0 ? 'open' : 'good';
}

function verdict({ summary }: Report): string {
  const { findings, claims } = summary;
  if (!summary.passed) return `These documents do not pass: ${counted(findings.error, 'error is', 'errors are')} left.`;
  if (claims.undecidable > 0) {
    return `No error is left. ${claims.undecidable} of ${sum(claims)} claims cannot be decided from these documents.`;
  }
  const judged = claims.nothingToJudge === 0 ? 'Every claim' : 'Every claim with something to judge';
  return findings.warning > 0
    ? `${judged} is proven or waived. ${counted(findings.warning, 'warning is', 'warnings are')} left.`
    : `${judged} is proven or waived, and no rule is violated.`;
}

function numbers({ summary }: Report): string {
  const { findings, claims, waived } = summary;
  const nothing = claims.nothingToJudge === 0 ? '' : `; ${claims.nothingToJudge} have nothing to judge here`;
  return (
    `Of ${sum(claims)} claims ${claims.proven} are proven, ${claims.refuted} refuted and ${claims.undecidable} undecidable${nothing}. ` +
    `Findings: ${counted(findings.error, 'error')}, ${counted(findings.warning, 'warning')} and ${counted(findings.note, 'note')}; ${counted(waived, 'finding')} waived.`
  );
}

function sum({ proven, refuted, undecidable, nothingToJudge }: ClaimCounts): number {
  return proven + refuted + undecidable + nothingToJudge;
}
