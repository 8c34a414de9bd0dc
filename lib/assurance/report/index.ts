/** The report of a judgement: one page for people, JSON for programs, SARIF for code scanning, Mermaid for READMEs. */
export { type Report, type ReportOptions, type ReportedClaim, type ReportedRule, reportOf } from './report';
export { REPORT_FILES, reportFiles, type ReportFileOptions, ReportFormat, written } from './report-files';
export { type DocumentLocation, type LocateDocument } from './sarif';
export { Standing } from './standing';
export { type Topology, topologyOf } from './topology';
