/** One risk, technique or recommendation of a catalogue. */
export interface CatalogueEntry {
  /**
   * Its id in the catalogue, for example `LLM01`.
   * @default - the catalogue gives its entries names only
   */
  readonly id?: string;
  /** Its name. */
  readonly name: string;
}

/** A published list of risks, techniques or recommendations. */
export interface Catalogue {
  /** Name and edition, as references of the policies begin. */
  readonly name: string;
  /** Where it is published. */
  readonly url: string;
  /** All of its entries, in its own order. */
  readonly entries: readonly CatalogueEntry[];
}

/** @returns the entry as references of policies and claims write it: `OWASP LLM Top 10 2025: LLM01 Prompt Injection` */
export function referenceOf(catalogue: Catalogue, entry: CatalogueEntry): string {
  return `${catalogue.name}: ${titleOf(entry)}`;
}

/** @returns id and name of the entry */
export function titleOf({ id, name }: CatalogueEntry): string {
  return id === undefined ? name : `${id} ${name}`;
}
