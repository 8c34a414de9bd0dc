import { type ObjectReference, Severity } from '../../assurance';
import { ExitCode } from '../exit-code';
import { type JudgedManifests } from '../judging/judge-manifests';

/** What `check` found, before it is written as text or JSON. */
export interface CheckResult {
  /** The judgement. */
  readonly judged: JudgedManifests;
  /** What was read, in words. */
  readonly source: string;
  /** Files that hold no Kubernetes object. */
  readonly ignored: readonly string[];
  /** Parts of a live cluster that could not be seen, each with the reason. */
  readonly unseen: readonly string[];
  /** Finds the file of an object; nothing if it came from elsewhere. */
  readonly fileOf: (object: ObjectReference) => string | undefined;
}

/** @param strict whether warnings fail too */
export function exitCodeOf({ judged }: CheckResult, strict: boolean): ExitCode {
  const fails = (severity: Severity): boolean =>
    severity === Severity.ERROR || (strict && severity === Severity.WARNING);
  return judged.findings.some(({ severity }) => fails(severity)) ? ExitCode.FINDINGS : ExitCode.FINE;
}
