import { COMBINED_ERRORS, KNOWN_ERRORS } from './known-errors';
import { type KnownError } from './known-error';
import { type OracleAnswer, type OracleName, ORACLES } from './oracle-process';
import { describeProbe, type Evaluator, type Probe } from './probe';

interface OracleTally {
  agreed: number;
  readonly excluded: Map<KnownError, number>;
}

/** How far the oracles agree with an evaluator, over many clusters. */
export class Agreement {
  private readonly tallies = new Map<OracleName, OracleTally>(
    ORACLES.map((name) => [name, { agreed: 0, excluded: new Map() }]),
  );
  /** Clusters that were compared to the end. */
  clusters = 0;
  private probes = 0;
  private open = 0;
  private confirmedByOne = 0;

  constructor(private readonly knownErrors: readonly KnownError[] = [...KNOWN_ERRORS, ...COMBINED_ERRORS]) {}

  /**
   * @param documents of the cluster, as they are written
   * @returns how the first probe is judged on which an oracle differs for no known reason, or that no oracle is left to
   * judge; nothing if there is none
   */
  compare(
    documents: readonly object[],
    probes: readonly Probe[],
    evaluator: Evaluator,
    answer: OracleAnswer,
  ): string | undefined {
    for (const [index, probe] of probes.entries()) {
      const ours = evaluator(probe) ? 'allow' : 'deny';
      const said = ORACLES.map((name) => [name, answer[name][index] ?? ''] as const);
      const excuses = said.map(([name, verdict]) => this.judge(name, verdict, ours, probe, documents));
      if (excuses.includes('disagrees') || !excuses.includes('agrees')) {
        const verdicts = said.map(([name, verdict]) => `${name}: ${verdict}`).join(', ');
        return `${describeProbe(probe)}: we say ${ours}; ${verdicts}`;
      }
      this.probes += 1;
      if (ours === 'allow') this.open += 1;
      if (excuses.filter((excuse) => excuse === 'agrees').length === 1) this.confirmedByOne += 1;
    }
    this.clusters += 1;
    return undefined;
  }

  /** How often a known error was met. */
  countOf(error: KnownError): number {
    return this.tallies.get(error.oracle)?.excluded.get(error) ?? 0;
  }

  /** Share of the probes on which at least two oracles agree with the evaluator. */
  get confirmedByTwo(): number {
    return 1 - this.confirmedByOne / this.probes;
  }

  /** A table for people. */
  toString(): string {
    const head = `${this.clusters} clusters, ${this.probes} connections (${this.open} open), ${this.confirmedByOne} judged by one oracle only`;
    const rows = ORACLES.flatMap((name) => [
      `${name.padEnd(20)} ${String(this.tallies.get(name)?.agreed).padStart(9)} agree`,
      ...this.knownErrors
        .filter(({ oracle }) => oracle === name)
        .map(
          (error) =>
            `${''.padEnd(20)} ${String(this.countOf(error)).padStart(9)} excluded: ${error.title} – ${error.reason}`,
        ),
    ]);
    return [head, ...rows].join('\n');
  }

  private judge(
    oracle: OracleName,
    said: string,
    ours: string,
    probe: Probe,
    documents: readonly object[],
  ): 'agrees' | 'excluded' | 'disagrees' {
    const tally = this.tallies.get(oracle);
    if (tally === undefined) throw new Error(`no tally of ${oracle}`);
    if (said === ours) {
      tally.agreed += 1;
      return 'agrees';
    }
    const error = this.knownErrors.find((each) => each.oracle === oracle && each.explains(said, probe, documents));
    if (error === undefined) return 'disagrees';
    tally.excluded.set(error, (tally.excluded.get(error) ?? 0) + 1);
    return 'excluded';
  }
}
