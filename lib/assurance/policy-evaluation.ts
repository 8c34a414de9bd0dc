import { normalise, type Activation } from './cel';
import { type NamedExpression, type Policy, type PolicyValidation } from './policy';
import { type AdmissionRequest } from './policy-request';

/** What one policy says about one request. */
export enum PolicyDecision {
  /** The policy is not about it, or a match condition leaves it out. */
  NOT_JUDGED = 'not judged',
  /** Every condition is met. */
  ALLOW = 'allow',
  /** Some condition is not met. */
  DENY = 'deny',
  /** Some condition could not be evaluated, which an API server refuses as well. */
  ERROR = 'error',
}

/** A decision with its reasons. */
export interface PolicyVerdict {
  /** The decision. */
  readonly decision: PolicyDecision;
  /** Why, if it is not allowed. */
  readonly messages: readonly string[];
}

/** What a policy reads beside the request. */
export interface PolicyContext {
  /**
   * The Namespace of the request.
   * @default - the object is cluster-scoped
   */
  readonly namespace?: unknown;
  /** The ConfigMap of parameters. */
  readonly parameters: unknown;
}

/** Judges one request by one policy, as an API server would with `failurePolicy: Fail`. */
export function evaluate(policy: Policy, request: AdmissionRequest, context: PolicyContext): PolicyVerdict {
  if (!policy.matches(request, context.namespace)) return { decision: PolicyDecision.NOT_JUDGED, messages: [] };
  const activation = activate(policy.variables, request, context);
  const excluded = matchConditions(policy.matchConditions, activation);
  if (excluded !== undefined) return excluded;
  const failures = policy.validations.flatMap((validation) => judge(validation, activation) ?? []);
  const denied = failures.some(({ decision }) => decision === PolicyDecision.DENY);
  return {
    decision: failures.length === 0 ? PolicyDecision.ALLOW : denied ? PolicyDecision.DENY : PolicyDecision.ERROR,
    messages: failures.flatMap(({ messages }) => messages),
  };
}

/** One condition that is false leaves the request out, whatever becomes of the others. */
function matchConditions(conditions: readonly NamedExpression[], activation: Activation): PolicyVerdict | undefined {
  const outcomes = conditions.map(({ name, expression }) => ({ name, ...expression.evaluate(activation) }));
  if (outcomes.some(({ value }) => value === false)) return { decision: PolicyDecision.NOT_JUDGED, messages: [] };
  const failed = outcomes.find(({ value }) => value !== true);
  if (failed === undefined) return undefined;
  return failure(`the match condition ${failed.name}`, failed.error ?? 'it is neither true nor false');
}

function judge(validation: PolicyValidation, activation: Activation): PolicyVerdict | undefined {
  const { value, error } = validation.expression.evaluate(activation);
  if (value === true) return undefined;
  if (value !== false) return failure(validation.message, error ?? 'it is neither true nor false');
  const words = validation.messageExpression?.evaluate(activation).value;
  const message = typeof words === 'string' && words.trim() !== '' ? words : validation.message;
  return { decision: PolicyDecision.DENY, messages: [message] };
}

function failure(what: string, cause: string): PolicyVerdict {
  return { decision: PolicyDecision.ERROR, messages: [`cannot tell whether ${what}: ${cause}`] };
}

function activate(
  variables: readonly NamedExpression[],
  request: AdmissionRequest,
  { namespace, parameters }: PolicyContext,
): Activation {
  const lazy: Record<string, unknown> = {};
  const activation: Activation = {
    object: normalised(request.object),
    oldObject: normalised(request.oldObject),
    params: normalised(parameters),
    namespaceObject: normalised(namespace),
    request: requestObject(request),
    variables: lazy,
  };
  for (const { name, expression } of variables) {
    Object.defineProperty(lazy, name, {
      enumerable: true,
      configurable: true,
      get: () => first(lazy, name, compute()),
    });
    const compute = (): unknown => {
      const { value, error } = expression.evaluate(activation);
      if (error !== undefined) throw new Error(`variables.${name}: ${error}`);
      return value;
    };
  }
  return activation;
}

/** Keeps what was computed, so that each variable is computed once. */
function first(lazy: Record<string, unknown>, name: string, value: unknown): unknown {
  Object.defineProperty(lazy, name, { value, enumerable: true });
  return value;
}

function requestObject(request: AdmissionRequest): unknown {
  const { group, version, resource, kind, subResource, namespace, name, operation, requester } = request;
  return {
    kind: { group, version, kind },
    resource: { group, version, resource },
    ...(subResource !== undefined && { subResource }),
    ...(name !== '' && { name }),
    ...(namespace !== undefined && { namespace }),
    operation,
    userInfo: { username: requester.username, groups: [...requester.groups] },
  };
}

const known = new WeakMap<object, unknown>();

/** Every policy reads the same document: it is prepared once. */
function normalised(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if (!known.has(value)) known.set(value, normalise(value));
  return known.get(value);
}
