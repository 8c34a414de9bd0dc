/** How much a finding weighs. */
export enum Severity {
  /** Stops synthesis and fails `check`. */
  ERROR = 'error',
  /** Is reported, and fails only a check that is told to be strict about it. */
  WARNING = 'warning',
  /** Is reported for whoever reads the report. */
  NOTE = 'note',
}

/** Which document is meant: enough for a person to find it and for a waiver to name it. */
export interface ObjectReference {
  /** Group and version, for example `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, for example `Deployment`. */
  readonly kind: string;
  /**
   * Namespace of the object.
   * @default - the object is cluster-scoped, or its document names no namespace
   */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
}

/** Something in a rendered document that is wrong, or that somebody must look at. */
export interface Finding {
  /** Id of the rule, claim or check that found it, for example `image-digest` or `R3`. */
  readonly rule: string;
  /** How much it weighs. */
  readonly severity: Severity;
  /** What is wrong, with the value that is. */
  readonly message: string;
  /** Where it is. */
  readonly object: ObjectReference;
  /**
   * Place inside of the object, for example `spec.template`.
   * @default - the object as a whole
   */
  readonly path?: string;
  /**
   * Path of the construct that wrote the object.
   * @default - not known: documents do not say it
   */
  readonly construct?: string;
  /**
   * How to put it right.
   * @default - the message says it
   */
  readonly remediation?: string;
  /**
   * Catalogue entries that ask for it, for example `OWASP K8s K01:2025`.
   * @default - none
   */
  readonly references?: readonly string[];
}
