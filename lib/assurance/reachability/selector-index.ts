import { type LabelRegion, type Labels } from './label-region';

/** Finds what selects an object without asking everything: most selectors ask one label for one of a few values. */
export class SelectorIndex<T> {
  private readonly byLabel = new Map<string, T[]>();
  private readonly others: T[] = [];
  private readonly order = new Map<T, number>();

  /** Adds something that selects the labels of the region. */
  add(region: LabelRegion, entry: T): void {
    if (!this.order.has(entry)) this.order.set(entry, this.order.size);
    const { pinned } = region;
    if (pinned === undefined) this.others.push(entry);
    else for (const value of pinned.values) this.append(labelId(pinned.key, value), entry);
  }

  /** @returns in the order of their adding all that may select an object with the labels; the caller asks the region itself */
  candidates(labels: Labels): T[] {
    const found = new Set(this.others);
    for (const [key, value] of labels)
      for (const entry of this.byLabel.get(labelId(key, value)) ?? []) found.add(entry);
    return [...found].sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }

  private append(id: string, entry: T): void {
    const list = this.byLabel.get(id);
    if (list === undefined) this.byLabel.set(id, [entry]);
    else list.push(entry);
  }
}

/** A text that no other pair has: keys hold no equals sign. */
export function labelId(key: string, value: string): string {
  return `${key}=${value}`;
}
