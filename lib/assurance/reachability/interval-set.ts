/** Whole numbers from `first` to `last`, both included. */
export interface Interval {
  /** Smallest number. */
  readonly first: bigint;
  /** Largest number. */
  readonly last: bigint;
}

/** A set of whole numbers as disjoint intervals in rising order: ports of a protocol, or addresses of a family. */
export class IntervalSet {
  static readonly EMPTY = new IntervalSet([]);

  /** @returns the numbers from `first` to `last`, both included */
  static of(first: bigint, last: bigint): IntervalSet {
    return first > last ? IntervalSet.EMPTY : new IntervalSet([{ first, last }]);
  }

  private constructor(
    /** Disjoint, not touching, rising. */
    readonly intervals: readonly Interval[],
  ) {}

  /** Whether no number is in it. */
  get isEmpty(): boolean {
    return this.intervals.length === 0;
  }

  /** Whether the number is in it. */
  has(value: bigint): boolean {
    return this.intervals.some(({ first, last }) => first <= value && value <= last);
  }

  /** @returns numbers of either */
  union(other: IntervalSet): IntervalSet {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    const sorted = [...this.intervals, ...other.intervals].sort((a, b) => (a.first < b.first ? -1 : 1));
    const merged: { first: bigint; last: bigint }[] = [];
    for (const { first, last } of sorted) {
      const previous = merged.at(-1);
      if (previous === undefined || first > previous.last + 1n) merged.push({ first, last });
      else if (last > previous.last) previous.last = last;
    }
    return new IntervalSet(merged);
  }

  /** @returns numbers of both */
  intersect(other: IntervalSet): IntervalSet {
    const shared = this.intervals.flatMap((a) =>
      other.intervals
        .map((b) => ({ first: a.first > b.first ? a.first : b.first, last: a.last < b.last ? a.last : b.last }))
        .filter(({ first, last }) => first <= last),
    );
    return shared.length === 0 ? IntervalSet.EMPTY : new IntervalSet(shared);
  }

  /** @returns numbers of this one that the other lacks */
  subtract(other: IntervalSet): IntervalSet {
    let rest: Interval[] = [...this.intervals];
    for (const hole of other.intervals) {
      rest = rest.flatMap(({ first, last }) => {
        if (hole.last < first || last < hole.first) return [{ first, last }];
        return [
          ...(first < hole.first ? [{ first, last: hole.first - 1n }] : []),
          ...(hole.last < last ? [{ first: hole.last + 1n, last }] : []),
        ];
      });
    }
    return rest.length === 0 ? IntervalSet.EMPTY : new IntervalSet(rest);
  }
}
