import { Testing, type TerraformStack } from 'cdktf';

/** What synthesis says when it refuses the stack; empty when it writes it. */
export function refusal(stack: TerraformStack): string {
  try {
    Testing.synth(stack, true);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
