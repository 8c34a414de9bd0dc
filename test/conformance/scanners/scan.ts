/** Something that an independent scanner holds against an object. */
export interface ScannerFinding {
  /** The scanner's own name of its check, for example `CKV_K8S_43`. */
  readonly check: string;
  /** What it says. */
  readonly message: string;
  /** `Deployment namespace/name`. */
  readonly object: string;
  /** Whether the scanner calls it critical; checkov, without its server, has no grades, so that all of it is. */
  readonly critical: boolean;
}

/** What a scanner says about the documents of one folder. */
export interface Scan {
  readonly scanner: string;
  readonly findings: readonly ScannerFinding[];
  /** Every object that it looked at, as `Deployment namespace/name`. */
  readonly objects: ReadonlySet<string>;
  /** How many checks the objects passed. */
  readonly passed: number;
}
