import { type ObjectReference } from '../finding';
import { type Cluster } from './cluster';
import { type Direction } from './network-policy';
import { type Pod } from './pod';
import { PortSet } from './port-set';

/** A pod of the documents with which connections are open, by what both sides let. */
export interface Neighbour {
  /** The pod at the other end. */
  readonly pod: Pod;
  /** Ports of the destination that are open. */
  readonly ports: PortSet;
  /** Policies that let it, on both sides; none where nothing isolates. */
  readonly policies: readonly ObjectReference[];
}

/**
 * @param direction `ingress` for those who may connect to the pod, `egress` for those to whom it may
 * @returns pods of the documents, found by label: what a range of addresses means is known of running pods only
 */
export function neighbours(cluster: Cluster, pod: Pod, direction: Direction): Neighbour[] {
  const opposite: Direction = direction === 'ingress' ? 'egress' : 'ingress';
  const here = opened(cluster, pod, direction);
  return [...here].flatMap(([other, own]) => {
    const there = opened(cluster, other, opposite, pod).get(pod);
    if (there === undefined) return [];
    const ports = own.ports.intersect(there.ports);
    return ports.isEmpty ? [] : [{ pod: other, ports, policies: [...there.policies, ...own.policies] }];
  });
}

interface Opened {
  ports: PortSet;
  policies: ObjectReference[];
}

/** What one side lets, by the pod at the other end; with `only`, for that one. */
function opened(cluster: Cluster, pod: Pod, direction: Direction, only?: Pod): Map<Pod, Opened> {
  const found = new Map<Pod, Opened>();
  const add = (other: Pod, ports: PortSet, policy?: ObjectReference): void => {
    if (ports.isEmpty || other === pod) return;
    const known = found.get(other) ?? { ports: PortSet.NONE, policies: [] };
    known.ports = known.ports.union(ports);
    if (policy !== undefined && !known.policies.includes(policy)) known.policies.push(policy);
    found.set(other, known);
  };
  const policies = cluster.policiesOn(pod, direction);
  if (policies.length === 0) {
    for (const other of only === undefined ? cluster.pods : [only]) add(other, PortSet.ALL);
    return found;
  }
  for (const { object, rules } of policies) {
    for (const { peers, ports } of rules.get(direction) ?? []) {
      for (const other of cluster.meant(peers, only))
        add(other, ports.on(direction === 'ingress' ? pod : other), object);
    }
  }
  return found;
}
