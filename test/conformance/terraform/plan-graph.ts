import { type ShownPlan } from './workspace';

/** Which resource of a plan waits for which. */
export class PlanGraph {
  private readonly waitsFor = new Map<string, ReadonlySet<string>>();
  private readonly types = new Map<string, string>();

  public constructor({ configuration }: ShownPlan) {
    const { resources } = configuration.root_module;
    const addresses = resources.map(({ address }) => address);
    for (const { address, type, expressions, depends_on: explicit = [] } of resources) {
      this.types.set(address, type);
      const read = [...explicit, ...referencesIn(expressions)];
      this.waitsFor.set(address, new Set(addresses.filter((other) => other !== address && read.some(reads(other)))));
    }
  }

  /** How many resources there are of each type. */
  public static count({ resource_changes: changes }: ShownPlan): { readonly [type: string]: number } {
    const counts: Record<string, number> = {};
    for (const { mode, type } of changes) if (mode === 'managed') counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  }

  /** Whether every resource of the type is made only after some resource of the other, directly or through others. */
  public isAfter(type: string, earlier: string): boolean {
    const later = [...this.types].filter(([, each]) => each === type).map(([address]) => address);
    return (
      later.length > 0 &&
      later.every((address) => this.earlierThan(address).some((each) => this.types.get(each) === earlier))
    );
  }

  private earlierThan(address: string): string[] {
    const seen = new Set<string>();
    const open = [address];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const each of this.waitsFor.get(next) ?? []) {
        if (seen.has(each)) continue;
        seen.add(each);
        open.push(each);
      }
    }
    return [...seen];
  }
}

/** A reference names the resource, or something of it. */
function reads(address: string): (reference: string) => boolean {
  return (reference) =>
    reference === address || reference.startsWith(`${address}.`) || reference.startsWith(`${address}[`);
}

function referencesIn(expressions: unknown): string[] {
  if (Array.isArray(expressions)) return expressions.flatMap(referencesIn);
  if (typeof expressions !== 'object' || expressions === null) return [];
  return Object.entries(expressions).flatMap(([key, value]) =>
    key === 'references' && Array.isArray(value) ? (value as string[]) : referencesIn(value),
  );
}
