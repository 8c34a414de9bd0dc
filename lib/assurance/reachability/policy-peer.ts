import { fieldsOf, listOf, textsOf } from '../fields';
import { EndpointRegion } from './endpoint-region';
import { errors } from './errors';
import { IpSet } from './ip-set';
import { LabelRegion } from './label-region';
import { selectedBy } from './label-selector';
import { NAMESPACE_NAME, PodRegion } from './pod-region';
import { ValueSet } from './value-set';

/**
 * Reads the peers of one rule. Without any, the rule means everyone, addresses outside of the cluster too.
 * @param namespace of the policy: what a peer without namespaceSelector means
 * @throws InvalidPolicyError if the API server would refuse a peer
 */
export function peersOf(peers: unknown, namespace: string): EndpointRegion {
  if (peers !== undefined && peers !== null && !Array.isArray(peers)) throw errors.listExpected('from/to', peers);
  const all = listOf(peers).map((peer) => peerOf(peer, namespace));
  return all.length === 0 ? EndpointRegion.ANY : all.reduce((union, each) => union.union(each));
}

/**
 * Reads one peer: pods by both selectors (AND), or a range of addresses.
 * @throws InvalidPolicyError if it sets nothing, or a range and a selector
 */
export function peerOf(peer: unknown, namespace: string): EndpointRegion {
  const { podSelector, namespaceSelector, ipBlock } = fieldsOf(peer);
  const selects = isSet(podSelector) || isSet(namespaceSelector);
  if (isSet(ipBlock)) {
    if (selects) throw errors.peerMixed();
    const { cidr, except } = fieldsOf(ipBlock);
    if (typeof cidr !== 'string') throw errors.cidrUnreadable(cidr);
    return new EndpointRegion([], IpSet.cidr(cidr, textsOf(except)));
  }
  if (!selects) throw errors.peerEmpty();
  const own = LabelRegion.where(NAMESPACE_NAME, ValueSet.in([namespace]));
  const pods = new PodRegion(
    isSet(namespaceSelector) ? selectedBy(namespaceSelector) : own,
    isSet(podSelector) ? selectedBy(podSelector) : LabelRegion.ANY,
  );
  return new EndpointRegion([pods], IpSet.NONE);
}

/** A selector that is absent is not used; `{}` selects everything. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
