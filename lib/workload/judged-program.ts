import { type IConstruct } from 'constructs';
import type * as assurance from '../assurance';
import { declaredConnections } from './declared-connections';
import { errors } from './errors';
import { type Finding, type WaivedFinding } from './finding';
import { identityOf, renderCharts, renderObjects, type WrittenObject } from './rendered-program';
import { isTrustZone } from './is-trust-zone';
import { loadAssurance, loadReport } from './load-assurance';

/** What a program is judged by beside itself. */
export interface ProgramJudgeOptions {
  /**
   * Day of the check, as YYYY-MM-DD.
   * @default - whether a waiver has expired is not judged: synthesis has no clock
   */
  readonly date?: string;
  /**
   * Whether the documents are to be released: an image without a digest is then an error.
   * @default false
   */
  readonly release?: boolean;
  /**
   * Names of namespaces that are trust zones although no construct says so.
   * @default - none
   */
  readonly zones?: readonly string[];
}

/** What a report says beside the judgement. */
export interface ProgramReportOptions {
  /**
   * Heading of the report: what was judged.
   * @default 'Kubernetes documents'
   */
  readonly title?: string;
}

/** Everything that a program writes, judged by every rule and every claim as it will be written. */
export class JudgedProgram {
  /**
   * Renders the whole program that the construct is part of and judges it. Nothing is written.
   * @throws if the program cannot be rendered
   */
  static of(construct: IConstruct, options: ProgramJudgeOptions = {}): JudgedProgram {
    const { root } = construct.node;
    const { objects, failures } = renderObjects(root);
    if (failures.length > 0) throw errors.notRendered(failures);
    const judged = JudgedProgram._judge(root, objects, options);
    if (judged === undefined) throw errors.notRendered(otherProblems(root));
    return judged;
  }

  /**
   * Whether the program is being rendered in order to be judged; cdk8s validates whatever it renders.
   * @internal
   */
  static _isRendering(root: IConstruct): boolean {
    return rendering.has(root);
  }

  /**
   * What is known about the program with these objects, or nothing while another validation of it fails.
   * @internal
   */
  static _judge(
    root: IConstruct,
    objects: readonly WrittenObject[],
    options: ProgramJudgeOptions = {},
  ): JudgedProgram | undefined {
    // cdk8s validates the program once for every chart, and what renders the same is judged the same
    const key = JSON.stringify([options, objects]);
    const last = known.get(root);
    if (last?.key === key) return last.judged;
    if (otherProblems(root).length > 0) return undefined;
    const judged = new JudgedProgram(judge(root, options), objects, options.date);
    known.set(root, { key, judged });
    return judged;
  }

  /** What is wrong and not waived: errors first, then by rule and object. */
  readonly findings: readonly Finding[];
  /** What is wrong and accepted by somebody. */
  readonly waived: readonly WaivedFinding[];
  /** Names of the namespaces that were taken for trust zones, sorted. */
  readonly zones: readonly string[];

  private constructor(
    private readonly judgement: assurance.DocumentJudgement,
    objects: readonly WrittenObject[],
    private readonly date: string | undefined,
  ) {
    const writers = new Map(objects.map(({ path, document }) => [identityOf(document), path]));
    const placed = (finding: Finding): Finding => {
      const { apiVersion, kind, ...metadata } = finding.object;
      const construct = finding.construct ?? writers.get(identityOf({ apiVersion, kind, metadata }));
      return construct === undefined ? finding : { ...finding, construct };
    };
    this.findings = judgement.findings.map(placed);
    this.waived = judgement.waived.map(({ finding, waiver }) => ({ finding: placed(finding), waiver }));
    this.zones = judgement.zones;
  }

  /**
   * Writes nothing: what is done with the files is up to the caller.
   * @returns the report by the name of the file: a page that stands by itself (`report.html`), everything for programs
   * (`report.json`), findings for code scanning (`report.sarif`), the topology for READMEs (`topology.mmd`)
   */
  async report(options: ProgramReportOptions = {}): Promise<{ readonly [file: string]: string }> {
    const { title } = options;
    return Object.fromEntries(await loadReport().reportFiles(this.judgement, { title, date: this.date }));
  }
}

const rendering = new WeakSet<IConstruct>();
const known = new WeakMap<IConstruct, { readonly key: string; readonly judged: JudgedProgram }>();

function judge(root: IConstruct, options: ProgramJudgeOptions): assurance.DocumentJudgement {
  const { DocumentSet, judgeDocuments } = loadAssurance();
  const zones = root.node.findAll().filter((each) => isTrustZone(each));
  const apiServer = zones.flatMap(({ platform }) => platform.apiServerCidrs.map(String));
  return judgeDocuments(DocumentSet.parse(...whileRendering(root, () => renderCharts(root))), {
    ...options,
    zones: [...new Set([...zones.map(({ namespace }) => namespace), ...(options.zones ?? [])])],
    connections: declaredConnections(zones.flatMap(({ _members }) => _members)),
    foreignNamespaces: Object.fromEntries(zones.flatMap((zone) => zone._statedDefaultDeny)),
    apiServerCidrs: [...new Set(apiServer)],
    findings: zones.flatMap((zone) => zone._namespaceFindings),
  });
}

function otherProblems(root: IConstruct): string[] {
  return whileRendering(root, () => root.node.findAll().flatMap(({ node }) => node.validate()));
}

function whileRendering<T>(root: IConstruct, render: () => T): T {
  if (rendering.has(root)) return render();
  rendering.add(root);
  try {
    return render();
  } finally {
    rendering.delete(root);
  }
}
