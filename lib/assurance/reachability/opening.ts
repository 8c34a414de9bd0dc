import { type ObjectReference } from '../finding';
import { type Cluster } from './cluster';
import { EndpointRegion } from './endpoint-region';
import { IpSet } from './ip-set';
import { type Direction } from './network-policy';
import { type Pod } from './pod';
import { PortSet } from './port-set';

/** Peers that one side of a connection lets, and the destination's ports on which it does. */
export interface Opening {
  /** Who may be at the other end. */
  readonly peers: EndpointRegion;
  /** Ports of the destination. */
  readonly ports: PortSet;
  /**
   * The policy whose rule lets them.
   * @default - no policy isolates the pod in this direction
   */
  readonly policy?: ObjectReference;
}

/** @returns everything that the policies on the pod let in or out; the other end's policies may still stop it */
export function openings(cluster: Cluster, pod: Pod, direction: Direction): Opening[] {
  const policies = cluster.policiesOn(pod, direction);
  if (policies.length === 0) return [{ peers: EndpointRegion.ANY, ports: PortSet.ALL }];
  return policies
    .flatMap(({ object: policy, rules }) =>
      (rules.get(direction) ?? []).flatMap(({ peers, ports }): Opening[] =>
        direction === 'ingress'
          ? [{ peers, ports: ports.on(pod), policy }]
          : [
              { peers: new EndpointRegion(peers.pods, IpSet.NONE), ports: ports.onAnyPod, policy },
              { peers: new EndpointRegion([], peers.addresses), ports: ports.onAddresses, policy },
            ],
      ),
    )
    .filter(({ peers, ports }) => !ports.isEmpty && !peers.isEmpty);
}

/** Peers and ports between which connections are meant to be open. */
export interface Allowed {
  /** Who may be at the other end. */
  readonly peers: EndpointRegion;
  /** Ports of the destination. */
  readonly ports: PortSet;
}

/** @returns what is open beyond what is allowed, exactly */
export function beyond(open: readonly Opening[], allowed: readonly Allowed[]): Opening[] {
  return allowed.reduce<readonly Opening[]>((rest, hole) => rest.flatMap((each) => without(each, hole)), open).slice();
}

function without(opening: Opening, hole: Allowed): Opening[] {
  const shared = opening.ports.intersect(hole.ports);
  if (shared.isEmpty || opening.peers.intersect(hole.peers).isEmpty) return [opening];
  return [
    { ...opening, ports: opening.ports.subtract(hole.ports) },
    { ...opening, ports: shared, peers: opening.peers.subtract(hole.peers) },
  ].filter(({ peers, ports }) => !ports.isEmpty && !peers.isEmpty);
}
