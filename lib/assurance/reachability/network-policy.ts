import { type KubernetesDocument, referenceTo } from '../document';
import { at, fieldsOf, listOf } from '../fields';
import { type ObjectReference } from '../finding';
import { type EndpointRegion } from './endpoint-region';
import { errors } from './errors';
import { LabelRegion } from './label-region';
import { selectedBy } from './label-selector';
import { peersOf } from './policy-peer';
import { PolicyPorts } from './policy-port';

/** Which way a connection is opened, seen from the pod that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** What one rule of a policy opens: any of the ports, to or from any of the peers. */
export interface PolicyRule {
  /** Who may be at the other end. */
  readonly peers: EndpointRegion;
  /** Ports of the destination. */
  readonly ports: PolicyPorts;
}

/** A `NetworkPolicy` of networking.k8s.io/v1 as it works: read, defaulted, and checked as the API server does. */
export interface NetworkPolicy {
  /** Which document it is. */
  readonly object: ObjectReference;
  /** Its namespace, whose pods it selects. */
  readonly namespace: string;
  /** Labels of the pods that it selects. */
  readonly selected: LabelRegion;
  /** Rules of each direction that it isolates; of the other there is no entry. An empty list opens nothing. */
  readonly rules: ReadonlyMap<Direction, readonly PolicyRule[]>;
}

/** @throws InvalidPolicyError if the API server would refuse the policy */
export function parseNetworkPolicy(document: KubernetesDocument): NetworkPolicy {
  const spec = fieldsOf(document.spec);
  const namespace = document.metadata.namespace ?? 'default';
  const rules = new Map<Direction, readonly PolicyRule[]>();
  // rules of a direction that the policy does not isolate are read too: the API server refuses them if they are wrong
  const ingress = rulesOf(spec.ingress, 'from', namespace);
  const egress = rulesOf(spec.egress, 'to', namespace);
  for (const type of policyTypes(spec.policyTypes, egress.length > 0)) {
    if (type === 'Ingress') rules.set('ingress', ingress);
    else if (type === 'Egress') rules.set('egress', egress);
    else throw errors.policyType(type);
  }
  const { podSelector } = spec;
  return {
    object: referenceTo(document),
    namespace,
    selected: podSelector === undefined || podSelector === null ? LabelRegion.ANY : selectedBy(podSelector),
    rules,
  };
}

/** Left out, they are Ingress, and Egress if the policy has an egress rule. */
function policyTypes(given: unknown, hasEgressRules: boolean): readonly unknown[] {
  if (Array.isArray(given) && given.length > 0) return given as readonly unknown[];
  if (given !== undefined && given !== null && !Array.isArray(given)) throw errors.listExpected('policyTypes', given);
  return hasEgressRules ? ['Ingress', 'Egress'] : ['Ingress'];
}

function rulesOf(rules: unknown, peers: 'from' | 'to', namespace: string): readonly PolicyRule[] {
  if (rules !== undefined && rules !== null && !Array.isArray(rules))
    throw errors.listExpected('ingress/egress', rules);
  return listOf(rules).map((rule) => ({
    peers: peersOf(at(rule, peers), namespace),
    ports: PolicyPorts.parse(at(rule, 'ports')),
  }));
}
