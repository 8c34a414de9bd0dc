import { type Construct } from 'constructs';
import { redacted } from '../redaction';

/**
 * Lets a construct refuse to be written: what the function finds is listed at synth with the problems of all other constructs.
 * @param find returns one sentence for each problem
 */
export function reportProblems(scope: Construct, find: () => readonly string[]): void {
  scope.node.addValidation({ validate: () => find().map(redacted) });
}
