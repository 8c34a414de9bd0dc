import { table } from './table';

/** Counts how often something happened, by family. */
export class Rates {
  /** Lines for the reader of the report. */
  readonly noted: string[] = [];
  private readonly families = new Map<string, { hits: number; total: number }>();

  add(family: string, hit: boolean): void {
    const counts = this.families.get(family) ?? { hits: 0, total: 0 };
    this.families.set(family, { hits: counts.hits + (hit ? 1 : 0), total: counts.total + 1 });
  }

  note(line: string): void {
    this.noted.push(line);
  }

  get hits(): number {
    return [...this.families.values()].reduce((sum, counts) => sum + counts.hits, 0);
  }

  get total(): number {
    return [...this.families.values()].reduce((sum, counts) => sum + counts.total, 0);
  }

  hitsOf(family: string): number {
    return this.families.get(family)?.hits ?? 0;
  }

  /** A share between 0 and 1. */
  get rate(): number {
    return this.hits / this.total;
  }

  table(familyHeading: string, hitHeading: string): string {
    const line = (name: string, hits: number, total: number): [string, string, string] => [
      name,
      `${hits} of ${total}`,
      `${((100 * hits) / total).toFixed(1)} %`,
    ];
    return table([
      [familyHeading, hitHeading, ''],
      ...[...this.families].map(([name, { hits, total }]) => line(name, hits, total)),
      line('all', this.hits, this.total),
    ]);
  }
}
