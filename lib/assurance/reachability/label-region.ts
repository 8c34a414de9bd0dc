import { type LabelValue, ValueSet } from './value-set';

/** Labels of an object by key. */
export type Labels = ReadonlyMap<string, string>;

/** @returns the labels of a document; what is no text is no label */
export function labelsOf(labels: unknown): Labels {
  if (typeof labels !== 'object' || labels === null) return new Map();
  return new Map(Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * All sets of labels that meet a requirement on each of some keys: what one selector selects. A region stands for
 * infinitely many objects, so that a question about any pod with any label is decided and not sampled.
 */
export class LabelRegion {
  static readonly ANY = new LabelRegion(new Map());

  /** @returns the region that asks the key for one of the values */
  static where(key: string, values: ValueSet): LabelRegion {
    return values.isAny ? LabelRegion.ANY : new LabelRegion(new Map([[key, values]]));
  }

  private constructor(private readonly requirements: ReadonlyMap<string, ValueSet>) {}

  /** Whether no labels can meet the requirements. */
  get isEmpty(): boolean {
    for (const values of this.requirements.values()) if (values.isEmpty) return true;
    return false;
  }

  /** How many keys it asks about: fewer is a simpler thing to say. */
  get size(): number {
    return this.requirements.size;
  }

  /** @returns the values that the key may have */
  values(key: string): ValueSet {
    return this.requirements.get(key) ?? ValueSet.ANY;
  }

  /** A key that must have one of a few values, with those values; nothing if no key must. */
  get pinned(): { readonly key: string; readonly values: readonly string[] } | undefined {
    for (const [key, { listed }] of this.requirements) if (listed !== undefined) return { key, values: listed };
    return undefined;
  }

  /** @returns the region that asks nothing about the key */
  without(key: string): LabelRegion {
    const others = new Map(this.requirements);
    return others.delete(key) ? new LabelRegion(others) : this;
  }

  /** Whether the labels are in it. */
  has(labels: Labels): boolean {
    for (const [key, values] of this.requirements) if (!values.has(labels.get(key))) return false;
    return true;
  }

  /** @returns labels in both */
  intersect(other: LabelRegion): LabelRegion {
    if (this.requirements.size === 0) return other;
    if (other.requirements.size === 0) return this;
    const both = new Map(this.requirements);
    for (const [key, values] of other.requirements) both.set(key, values.intersect(this.values(key)));
    return new LabelRegion(both);
  }

  /** @returns labels in this one and not in the other, as disjoint regions, one for each requirement that they may fail */
  subtract(other: LabelRegion): LabelRegion[] {
    const rest: LabelRegion[] = [];
    let met = this as LabelRegion;
    for (const [key, values] of other.requirements) {
      const failing = met.intersect(LabelRegion.where(key, values.complement));
      if (!failing.isEmpty) rest.push(failing);
      met = met.intersect(LabelRegion.where(key, values));
      if (met.isEmpty) return rest;
    }
    return rest;
  }

  /** Labels of an object in it; empty if none is needed. */
  get example(): Labels {
    const labels = new Map<string, string>();
    for (const key of [...this.requirements.keys()].sort()) {
      const value: LabelValue = this.values(key).example;
      if (value !== undefined) labels.set(key, value);
    }
    return labels;
  }

  /** The requirements in words; empty if there are none. */
  toString(): string {
    const texts = [...this.requirements.keys()]
      .sort()
      .map((key) => this.values(key).describe(key))
      .filter((text) => text !== '');
    return texts.map((text) => (texts.length > 1 && text.includes(' or ') ? `(${text})` : text)).join(' and ');
  }
}
