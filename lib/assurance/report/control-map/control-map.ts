import { type Standing, worst } from '../standing';
import { type Catalogue, referenceOf, titleOf } from './catalogue';
import { CLAIM_REFERENCES } from './claim-references';
import { MITRE_ATLAS } from './mitre-atlas';
import { NSA_CISA } from './nsa-cisa';
import { OWASP_KUBERNETES, OWASP_LLM } from './owasp';

/** The catalogues that a report maps, in this order. */
export const CATALOGUES: readonly Catalogue[] = [OWASP_LLM, OWASP_KUBERNETES, NSA_CISA, MITRE_ATLAS];

/** A rule or claim that addresses an entry of a catalogue, and how it stands. */
export interface Control {
  /** Id of the rule or claim. */
  readonly id: string;
  /** How it stands with the judged documents. */
  readonly standing: Standing;
}

/** An entry of a catalogue with everything that addresses it. */
export interface MappedEntry {
  /** Id and name of the entry. */
  readonly entry: string;
  /** Claims first, then rules by id. */
  readonly controls: readonly Control[];
  /**
   * The worst of them.
   * @default - nothing addresses it
   */
  readonly standing?: Standing;
}

/** A catalogue with what addresses each of its entries. */
export interface MappedCatalogue {
  /** Name and edition. */
  readonly catalogue: string;
  /** Where it is published. */
  readonly url: string;
  /** All of its entries, in its own order. */
  readonly entries: readonly MappedEntry[];
}

/** A rule with the references that it carries. */
export interface ReferencingRule extends Control {
  /** `CATALOGUE: ENTRY` each. */
  readonly references: readonly string[];
}

/** @returns for each entry of each catalogue the rules and claims that address it */
export function controlMap(claims: readonly Control[], rules: readonly ReferencingRule[]): MappedCatalogue[] {
  return CATALOGUES.map((catalogue) => ({
    catalogue: catalogue.name,
    url: catalogue.url,
    entries: catalogue.entries.map((entry) => {
      const reference = referenceOf(catalogue, entry);
      const controls: Control[] = [
        ...claims.filter(({ id }) => CLAIM_REFERENCES[id]?.includes(entry.id ?? entry.name)),
        ...rules.filter(({ references }) => references.includes(reference)),
      ].map(({ id, standing }) => ({ id, standing }));
      const standing = worst(controls.map((control) => control.standing));
      return { entry: titleOf(entry), controls, ...(standing !== undefined && { standing }) };
    }),
  }));
}
