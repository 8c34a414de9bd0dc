import { type ReportedClaim, type ReportedRule } from '../report';
import { html, type Content } from './markup';

/** What is linked to. */
export interface LinkTargets {
  /** Claims of the report. */
  readonly claims: readonly Pick<ReportedClaim, 'claim' | 'title'>[];
  /** Rules of the report. */
  readonly rules: readonly Pick<ReportedRule, 'rule' | 'title'>[];
}

/** Links to rules and claims of the report; an id that neither has is a text. */
export class Links {
  private readonly targets: ReadonlyMap<string, string>;

  constructor({ claims, rules }: LinkTargets) {
    this.targets = new Map([
      ...claims.map(({ claim }) => [claim, claimAnchor(claim)] as const),
      ...rules.map(({ rule }) => [rule, ruleAnchor(rule)] as const),
    ]);
  }

  /** @returns the id, as a link if the report has it */
  to(id: string): Content {
    const target = this.targets.get(id);
    return target === undefined ? html`<code>${id}</code>` : html`<a href="#${target}"><code>${id}</code></a>`;
  }
}

/** @returns where a claim stands in the page */
export function claimAnchor(claim: string): string {
  return `claim-${claim}`;
}

/** @returns where a rule stands in the page */
export function ruleAnchor(rule: string): string {
  return `rule-${rule}`;
}
