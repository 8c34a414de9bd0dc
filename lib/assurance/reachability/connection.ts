import { type ObjectReference } from '../finding';
import { type Cluster } from './cluster';
import { type EndpointRegion } from './endpoint-region';
import { type Direction, type NetworkPolicy } from './network-policy';
import { type Pod } from './pod';
import { type ProtocolPort } from './port-set';

/** One end of a connection: a pod, or an address that is no pod's. */
export type Endpoint = { readonly pod: Pod } | { readonly address: string };

/** A connection that somebody tries to open. */
export interface Attempt extends ProtocolPort {
  /** Who opens it. */
  readonly from: Endpoint;
  /** Who is connected to, after a Service has chosen a pod; the port is the pod's. */
  readonly to: Endpoint;
}

/** What the policies say about a connection. Its replies need no rule of their own. */
export interface ConnectionVerdict {
  /** Whether it opens. */
  readonly open: boolean;
  /** Why: the policies that let it on each side, or that isolate the side where nothing lets it. */
  readonly policies: readonly ObjectReference[];
  /** The side that stops it. */
  readonly stoppedBy?: Direction;
}

/** @returns whether source and destination both let the connection */
export function judgeConnection(cluster: Cluster, { from, to, protocol, port }: Attempt): ConnectionVerdict {
  if (isNeverPoliced(from, to)) return { open: true, policies: [] };
  const egress = side(cluster, 'egress', from, to, { protocol, port });
  if (!egress.open) return { ...egress, stoppedBy: 'egress' };
  const ingress = side(cluster, 'ingress', to, from, { protocol, port });
  if (!ingress.open) return { ...ingress, stoppedBy: 'ingress' };
  return { open: true, policies: [...egress.policies, ...ingress.policies] };
}

/**
 * Inside of a pod, between pods that share their node's network, and from a pod's own node (the kubelet's probes,
 * port-forward, and any process there) no policy applies.
 */
function isNeverPoliced(from: Endpoint, to: Endpoint): boolean {
  if (!('pod' in from) || !('pod' in to)) return false;
  if (from.pod === to.pod && from.pod.object.kind === 'Pod') return true;
  return from.pod.hostNetwork && from.pod.node !== undefined && from.pod.node === to.pod.node;
}

function side(
  cluster: Cluster,
  direction: Direction,
  own: Endpoint,
  other: Endpoint,
  wanted: ProtocolPort,
): Omit<ConnectionVerdict, 'stoppedBy'> {
  if (!('pod' in own)) return { open: true, policies: [] };
  const policies = cluster.policiesOn(own.pod, direction);
  if (policies.length === 0) return { open: true, policies: [] };
  const destination = direction === 'ingress' ? own : other;
  const letting = policies.filter((policy) => lets(cluster, policy, direction, other, destination, wanted));
  return letting.length > 0
    ? { open: true, policies: letting.map(({ object }) => object) }
    : { open: false, policies: policies.map(({ object }) => object) };
}

function lets(
  cluster: Cluster,
  policy: NetworkPolicy,
  direction: Direction,
  other: Endpoint,
  destination: Endpoint,
  wanted: ProtocolPort,
): boolean {
  return (policy.rules.get(direction) ?? []).some(({ peers, ports }) => {
    const meant = 'pod' in destination ? ports.on(destination.pod) : ports.onAddresses;
    return meant.has(wanted) && isPeer(cluster, peers, other);
  });
}

function isPeer(cluster: Cluster, peers: EndpointRegion, endpoint: Endpoint): boolean {
  return 'pod' in endpoint ? cluster.isMeant(peers, endpoint.pod) : peers.addresses.has(endpoint.address);
}
