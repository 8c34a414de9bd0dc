import { type DocumentJudgement } from '../judge-documents';
import { layoutOf } from './diagram/layout';
import { page } from './html/page';
import { mermaid } from './mermaid';
import { type Report, type ReportOptions, reportOf } from './report';
import { type LocateDocument, sarif } from './sarif';

/** A form in which a report is written. */
export enum ReportFormat {
  /** One page that stands by itself, for people. */
  HTML = 'html',
  /** Everything, for programs; described by `report.schema.json`. */
  JSON = 'json',
  /** Findings, for code scanning. */
  SARIF = 'sarif',
  /** The topology, for READMEs. */
  MERMAID = 'mermaid',
}

/** What a report in files says beside the judgement. */
export interface ReportFileOptions extends ReportOptions {
  /**
   * Tells where a document is written.
   * @default - findings name their object and no file
   */
  readonly locate?: LocateDocument;
}

/** Names of the files of a report. */
export const REPORT_FILES: { readonly [format in ReportFormat]: string } = {
  [ReportFormat.HTML]: 'report.html',
  [ReportFormat.JSON]: 'report.json',
  [ReportFormat.SARIF]: 'report.sarif',
  [ReportFormat.MERMAID]: 'topology.mmd',
};

/** @returns the report of a judgement in every form, by the name of the file */
export async function reportFiles(
  judgement: DocumentJudgement,
  options: ReportFileOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const report = reportOf(judgement, options);
  const files = new Map<string, string>();
  for (const format of Object.values(ReportFormat)) {
    files.set(REPORT_FILES[format], await written(report, format, options.locate));
  }
  return files;
}

/** @returns the report in one form, as text that ends with a line feed */
export async function written(report: Report, format: ReportFormat, locate?: LocateDocument): Promise<string> {
  switch (format) {
    case ReportFormat.HTML:
      return page(report, await layoutOf(report.topology));
    case ReportFormat.JSON:
      return json(report);
    case ReportFormat.SARIF:
      return json(sarif(report, locate));
    case ReportFormat.MERMAID:
      return mermaid(report.topology);
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
