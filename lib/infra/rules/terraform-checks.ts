import { TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';
import { Severity, type Finding } from '../../assurance/finding';
import { redacted } from '../../redaction';
import { TerraformDocument } from './terraform-document';
import { judgeTerraform } from './terraform-judge';

const SYMBOL = Symbol.for('cdk8s-secure-llm.infra.terraform-checks');

/**
 * Judges every stack of the program before any is written, also the user's own. Stacks are written one after the other, each
 * once its own validations pass, so the judgement hangs on all that there are and looks at all of them.
 */
export function installTerraformChecks(scope: IConstruct): void {
  for (const stack of stacksOf(scope)) {
    if (SYMBOL in stack) continue;
    Object.defineProperty(stack, SYMBOL, { value: true });
    stack.node.addValidation({ validate: () => problems(scope) });
  }
}

function problems(scope: IConstruct): string[] {
  const documents = stacksOf(scope).map((stack) => TerraformDocument.of(stack.node.id, stack.toTerraform()));
  return judgeTerraform(documents)
    .findings.filter(({ severity }) => severity === Severity.ERROR)
    .map(described);
}

function stacksOf(scope: IConstruct): TerraformStack[] {
  return scope.node.root.node.findAll().filter((each) => TerraformStack.isStack(each));
}

function described({ rule, message, object, path, remediation }: Finding): string {
  const place = `${object.namespace ?? ''}/${object.kind}.${object.name}${path === undefined ? '' : ` ${path}`}`;
  return redacted(`${rule}: ${message}${remediation === undefined ? '' : `; ${remediation}`} [${place}]`);
}
