import { listOf } from './fields';
import { readStatement, type IamStatement } from './iam-statement';
import { type TerraformDocument, type TerraformResource } from './terraform-document';

/** A statement and where it stands. */
export interface PlacedStatement {
  /** The policy. */
  readonly resource: TerraformResource;
  /** The statement as it is written. */
  readonly text: string;
  /** Place inside of the policy. */
  readonly path: string;
  /**
   * The statement, taken apart.
   * @default - it cannot be read
   */
  readonly statement?: IamStatement;
}

/** Every statement of every policy of the stack. */
export function statementsOf(document: TerraformDocument): PlacedStatement[] {
  return document.ofType('oci_identity_policy').flatMap((resource) => {
    const statements = resource.fields['statements'];
    const texts = Array.isArray(statements) ? listOf(resource.fields, 'statements') : [statements];
    return texts.map((text, at) => ({
      resource,
      text: String(text),
      path: `statements[${at}]`,
      statement: readStatement(String(text)),
    }));
  });
}
