/** What a plan must find true; Terraform stops with the message otherwise. */
export interface PlanCheck {
  /** An expression that is true or false. */
  readonly condition: string;
  /** A whole sentence, as Terraform wants it. */
  readonly errorMessage: string;
}
