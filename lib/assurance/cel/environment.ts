import { Environment } from '@marcbachmann/cel-js';
import { Quantity } from './quantity';

/** What an expression may name. `authorizer` is missing on purpose: no manifest says what a cluster would answer. */
export const VARIABLES = ['object', 'oldObject', 'params', 'request', 'namespaceObject', 'variables'] as const;

/**
 * CEL as an API server reads it in a ValidatingAdmissionPolicy, as far as these policies need it. A function that is
 * missing here is refused when the policy is loaded, so it can never be passed over.
 */
export function admissionEnvironment(): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: true,
    unlistedVariablesAreDyn: false,
  });
  for (const variable of VARIABLES) environment.registerVariable(variable, 'dyn');
  return environment
    .registerType('Quantity', Quantity)
    .registerFunction('quantity(string): Quantity', (text: string) => Quantity.parse(text))
    .registerFunction('Quantity.compareTo(Quantity): int', (a: Quantity, b: Quantity) => a.compareTo(b))
    .registerFunction('Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => a.compareTo(b) > 0n)
    .registerFunction('Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => a.compareTo(b) < 0n);
}
