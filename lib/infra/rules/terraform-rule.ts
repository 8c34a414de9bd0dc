import { type Severity } from '../../assurance/finding';
import { type TerraformDocument, type TerraformResource } from './terraform-document';

/** Something in a stack that a rule does not allow. */
export interface TerraformProblem {
  /** The resource. */
  readonly resource: TerraformResource;
  /** What is wrong, with the value that is. */
  readonly message: string;
  /**
   * Place inside of the resource.
   * @default - the resource as a whole
   */
  readonly path?: string;
}

/** One thing that every stack must hold. */
export interface TerraformRule {
  /** Id, as findings and waivers name it. */
  readonly id: string;
  /** What must hold, in one sentence. */
  readonly title: string;
  /** How much a finding weighs. */
  readonly severity: Severity;
  /** How to put a finding right. */
  readonly remediation: string;
  /** Catalogue entries that ask for it. */
  readonly references: readonly string[];
  /** What in the stack does not hold it. */
  problems(document: TerraformDocument): TerraformProblem[];
}
