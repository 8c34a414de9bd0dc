import { type Connection, type Finding, JudgedProgram, TrustZone } from 'cdk8s-secure-llm';
import { type IConstruct } from 'constructs';

/** What a program says about itself that its YAML does not. */
export interface ProgramFacts {
  /** Namespaces of the trust zones. */
  readonly zones: string[];
  /** Every declared connection once, whichever side declared it. */
  readonly connections: Connection[];
  /** What somebody must look at, errors first. */
  readonly findings: readonly Finding[];
  /** Number of findings that somebody accepts. */
  readonly waived: number;
}

/** The facts of every trust zone under the given roots. */
export function programFacts(roots: readonly IConstruct[]): ProgramFacts {
  const zones = roots.flatMap((root) => root.node.findAll()).filter((node) => TrustZone.isTrustZone(node));
  const judged = roots.map((root) => JudgedProgram.of(root));
  const declared = zones.flatMap((zone) =>
    zone.workloads.flatMap(({ connections }) => [...connections.outgoing, ...connections.incoming]),
  );
  const unique = new Map(declared.map((connection) => [Object.values(connection).join(' '), connection]));
  return {
    zones: zones.map((zone) => zone.namespace).sort(),
    connections: [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, connection]) => connection),
    findings: judged.flatMap(({ findings }) => findings),
    waived: judged.reduce((sum, { waived }) => sum + waived.length, 0),
  };
}
