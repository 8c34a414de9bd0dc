/** Every error of the evaluator: why the API server refuses a policy, its value, and what was expected. */
export const errors = {
  selectorOperator: (operator: unknown) =>
    new InvalidPolicyError(
      `selector operator ${quote(operator)} does not exist; expected In, NotIn, Exists or DoesNotExist`,
    ),
  selectorKey: (key: unknown) =>
    new InvalidPolicyError(`a requirement of a selector has key ${quote(key)}; expected the key of a label`),
  selectorValues: (key: string, operator: string, count: number) =>
    new InvalidPolicyError(
      `selector ${operator} on ${key} has ${count} values; expected ${operator.endsWith('In') ? 'at least one' : 'none'}`,
    ),
  selectorValue: (key: string, value: unknown) =>
    new InvalidPolicyError(
      `selector asks ${key} to be ${quote(value)}; expected a text, so quote numbers and booleans`,
    ),
  selectorShape: (value: unknown) =>
    new InvalidPolicyError(
      `selector ${quote(value)} is no map; expected matchLabels, matchExpressions, or {} for everything`,
    ),
  peerEmpty: () =>
    new InvalidPolicyError(
      'a peer sets nothing; expected podSelector, namespaceSelector or ipBlock, or no peer at all for everyone',
    ),
  peerMixed: () =>
    new InvalidPolicyError('a peer sets ipBlock and a selector; expected one or the other, in two peers'),
  cidrUnreadable: (cidr: unknown) =>
    new InvalidPolicyError(
      `range ${quote(cidr)} cannot be read; expected CIDR notation such as "10.0.0.0/16" or "fd00::/64"`,
    ),
  exceptOutside: (except: string, cidr: string) =>
    new InvalidPolicyError(`exception ${except} is not strictly inside of ${cidr}; expected a smaller range in it`),
  protocol: (protocol: unknown) =>
    new InvalidPolicyError(`protocol ${quote(protocol)} does not exist in a policy; expected TCP, UDP or SCTP`),
  port: (port: unknown) =>
    new InvalidPolicyError(
      `port ${quote(port)} does not exist; expected a whole number from 1 to 65535 or the name of a port`,
    ),
  endPort: (port: unknown, endPort: unknown) =>
    new InvalidPolicyError(
      `endPort ${quote(endPort)} does not fit port ${quote(port)}; expected a number from port to 65535 and a port that is a number`,
    ),
  policyType: (type: unknown) =>
    new InvalidPolicyError(`policy type ${quote(type)} does not exist; expected Ingress or Egress`),
  listExpected: (field: string, value: unknown) =>
    new InvalidPolicyError(`field ${field} is ${quote(value)}; expected a list`),
};

/** A NetworkPolicy that the API server refuses: it isolates nothing and opens nothing. */
export class InvalidPolicyError extends Error {}

function quote(value: unknown): string {
  return JSON.stringify(value) ?? 'absent';
}
