import { type KubernetesDocument } from '../../../lib/assurance/document';
import { type Fields, fieldsOf, listOf } from '../../../lib/assurance/fields';

/**
 * A NetworkPolicy as the API server stores it: with policy types and protocols, and without empty lists. The oracles are
 * written for controllers, which never see another form (kube-network-policies lets everything through on `ingress: []`,
 * cyclonus refuses a policy without types). A test compares with a real API server.
 */
export function defaultedPolicy(policy: KubernetesDocument): KubernetesDocument {
  const { podSelector, ingress, egress, policyTypes } = fieldsOf(policy.spec);
  const types = listOf(policyTypes);
  const spec = {
    podSelector: storedSelector(podSelector ?? {}),
    ...list('ingress', ingress, (rule) => storedRule(rule, 'from')),
    ...list('egress', egress, (rule) => storedRule(rule, 'to')),
    policyTypes: types.length > 0 ? types : ['Ingress', ...(listOf(egress).length > 0 ? ['Egress'] : [])],
  };
  return { ...policy, spec };
}

function storedRule(rule: Fields, peers: 'from' | 'to'): object {
  return {
    ...list('ports', rule.ports, (port) => ({ ...port, protocol: port.protocol ?? 'TCP' })),
    ...list(peers, rule[peers], storedPeer),
  };
}

function storedPeer({ podSelector, namespaceSelector, ipBlock }: Fields): object {
  return {
    ...(podSelector !== undefined && { podSelector: storedSelector(podSelector) }),
    ...(namespaceSelector !== undefined && { namespaceSelector: storedSelector(namespaceSelector) }),
    ...(ipBlock !== undefined && { ipBlock: storedBlock(fieldsOf(ipBlock)) }),
  };
}

function storedSelector(given: unknown): object {
  const { matchLabels, matchExpressions } = fieldsOf(given);
  return {
    ...(Object.keys(fieldsOf(matchLabels)).length > 0 && { matchLabels }),
    ...list('matchExpressions', matchExpressions, (expression) => ({
      key: expression.key,
      operator: expression.operator,
      ...list('values', expression.values),
    })),
  };
}

function storedBlock({ cidr, except }: Fields): object {
  return { cidr, ...list('except', except) };
}

/** A list with its entries mapped; nothing if it is missing or empty. */
function list(name: string, entries: unknown, map?: (entry: Fields) => object): object {
  const all = listOf(entries);
  return all.length === 0 ? {} : { [name]: map === undefined ? all : all.map((entry) => map(fieldsOf(entry))) };
}
