/** What cdk8s-cli gives a validation plugin, as far as it is used. */
export interface IValidationContext {
  /** Paths of the files that were written. */
  readonly manifests: readonly string[];
  /** Takes what is found. */
  readonly report: IValidationReport;
}

/** What cdk8s-cli prints at the end. */
export interface IValidationReport {
  /** Adds something that is wrong. */
  addViolation(violation: ValidationViolation): void;
  /** Ends the report; `failure` makes `cdk8s synth` exit with code 2. */
  submit(status: string, metadata?: { [key: string]: string }): void;
}

/** A rule with all the objects of which the same is wrong. */
export interface ValidationViolation {
  /** Id of the rule or claim, with its severity. */
  readonly ruleName: string;
  /** What is wrong. */
  readonly recommendation: string;
  /** How to put it right. */
  readonly fix: string;
  /** Where. */
  readonly violatingResources: ViolatingResource[];
}

/** An object with its file. */
export interface ViolatingResource {
  /** Kind, namespace and name: cdk8s-cli would take a bare name for that of any object called so. */
  readonly resourceName: string;
  /** Places in the object. */
  readonly locations: string[];
  /** Path of the file. */
  readonly manifestPath: string;
}
