/** The value that a label has on an object without it. */
export const ABSENT = undefined;

/** What a label may be: a text, or {@link ABSENT}. */
export type LabelValue = string | typeof ABSENT;

/**
 * A set of values of one label, absence among them; finite, or everything but finitely many. Selectors can say no more
 * about a label than that, so these sets are the equivalence classes of its values.
 */
export class ValueSet {
  static readonly ANY = new ValueSet(new Set(), true);
  static readonly EXISTS = new ValueSet(new Set([ABSENT]), true);
  static readonly MISSING = new ValueSet(new Set([ABSENT]), false);

  /** @returns these values */
  static in(values: readonly LabelValue[]): ValueSet {
    return new ValueSet(new Set(values), false);
  }

  /** @returns all other values; absence too unless it is named */
  static notIn(values: readonly LabelValue[]): ValueSet {
    return new ValueSet(new Set(values), true);
  }

  private constructor(
    private readonly values: ReadonlySet<LabelValue>,
    private readonly excluded: boolean,
  ) {}

  /** Whether no value is in it; what excludes finitely many texts always has another. */
  get isEmpty(): boolean {
    return !this.excluded && this.values.size === 0;
  }

  /** Whether every value and absence are in it. */
  get isAny(): boolean {
    return this.excluded && this.values.size === 0;
  }

  /** Its texts if they are finitely many and absence is not among them. */
  get listed(): readonly string[] | undefined {
    if (this.excluded || this.values.has(ABSENT)) return undefined;
    return this.texts;
  }

  /** Texts that it names one by one, be it to include or to exclude them; sorted. */
  get texts(): readonly string[] {
    return [...this.values].filter((value): value is string => value !== ABSENT).sort();
  }

  /** Whether the value is in it. */
  has(value: LabelValue): boolean {
    return this.values.has(value) !== this.excluded;
  }

  /** @returns values of both */
  intersect(other: ValueSet): ValueSet {
    if (this.isAny) return other;
    if (other.isAny || this === other) return this;
    if (!this.excluded) return ValueSet.in([...this.values].filter((value) => other.has(value)));
    if (!other.excluded) return other.intersect(this);
    return ValueSet.notIn([...this.values, ...other.values]);
  }

  /** All values that are not in it. */
  get complement(): ValueSet {
    return new ValueSet(this.values, !this.excluded);
  }

  /** A member: absence if it may be absent, else a text. */
  get example(): LabelValue {
    if (this.has(ABSENT)) return ABSENT;
    if (!this.excluded) return [...this.values].sort()[0];
    for (let number = 0; ; number += 1) {
      const value = number === 0 ? 'other' : `other-${number}`;
      if (this.has(value)) return value;
    }
  }

  /** `key = a`, `key in (a, b)`, `key`, `no key`, `key not in (a, b)`. */
  describe(key: string): string {
    const { texts } = this;
    const listed = texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`;
    const [is, isNot] = texts.length === 1 ? ['=', '≠'] : ['in', 'not in'];
    if (this.excluded) {
      if (texts.length === 0) return this.values.has(ABSENT) ? `any ${key}` : '';
      return this.values.has(ABSENT) ? `${key} ${isNot} ${listed}` : `no ${key} or ${key} ${isNot} ${listed}`;
    }
    if (texts.length === 0) return `no ${key}`;
    return this.values.has(ABSENT) ? `no ${key} or ${key} ${is} ${listed}` : `${key} ${is} ${listed}`;
  }
}
