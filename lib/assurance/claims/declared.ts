import { type Cluster, type Pod, PortSet, type Protocol } from '../reachability';
import { EndpointRegion } from '../reachability/endpoint-region';
import { type Direction } from '../reachability/network-policy';
import { type Allowed } from '../reachability/opening';
import { LabelRegion } from '../reachability/label-region';
import { peerOf } from '../reachability/policy-peer';
import { PROTOCOLS } from '../reachability/port-set';
import { SelectorIndex } from '../reachability/selector-index';
import { type DeclaredConnection, type DeclaredPeer } from './claim-context';
import { errors } from './errors';

/** A declared connection as regions. */
export interface Declaration {
  /** Who opens it. */
  readonly from: EndpointRegion;
  /** Who is connected to. */
  readonly to: EndpointRegion;
  /** Port of the destination. */
  readonly ports: PortSet;
  /** For messages. */
  readonly connection: DeclaredConnection;
}

/** Declared connections, found by the namespace of either end. */
export class Declarations {
  readonly all: readonly Declaration[];
  private readonly byNamespace: Readonly<Record<Direction, Map<string, SelectorIndex<Declaration>>>> = {
    ingress: new Map(),
    egress: new Map(),
  };

  /** @throws if a connection cannot be read */
  constructor(connections: readonly DeclaredConnection[]) {
    this.all = connections.map((connection) => ({
      // a peer of a declaration always names its namespace
      from: endOf(connection.from),
      to: endOf(connection.to),
      ports: parsePort(connection.port),
      connection,
    }));
    for (const declaration of this.all) {
      this.index('ingress', declaration, declaration.to);
      // who lets anyone in says nothing of who connects
      if (!isAnyone(declaration.connection.from)) this.index('egress', declaration, declaration.from);
    }
  }

  /** @returns declarations with the pod at their end: as destination for `ingress`, as source for `egress` */
  about(cluster: Cluster, pod: Pod, direction: Direction): Declaration[] {
    const index = this.byNamespace[direction];
    const candidates = [pod.namespace, EVERYWHERE].flatMap((place) => index.get(place)?.candidates(pod.labels) ?? []);
    return [...new Set(candidates)].filter(({ from, to }) => cluster.isMeant(direction === 'ingress' ? to : from, pod));
  }

  /** @returns what is meant to be open between the pod and others */
  allowed(cluster: Cluster, pod: Pod, direction: Direction): Allowed[] {
    return this.about(cluster, pod, direction).map(({ from, to, ports }) => ({
      peers: direction === 'ingress' ? from : to,
      ports,
    }));
  }

  private index(direction: Direction, declaration: Declaration, end: EndpointRegion): void {
    const places = this.byNamespace[direction];
    const add = (place: string, labels: LabelRegion): void => {
      const index = places.get(place) ?? new SelectorIndex<Declaration>();
      index.add(labels, declaration);
      places.set(place, index);
    };
    for (const region of end.pods) for (const place of region.namespaceNames ?? [EVERYWHERE]) add(place, region.pods);
    // a range of addresses may mean pods that run
    if (!end.addresses.isEmpty) add(EVERYWHERE, LabelRegion.ANY);
  }
}

/** Whether the end of a declared connection is everyone. */
export function isAnyone(peer: DeclaredPeer): boolean {
  return Object.keys(peer).length === 0;
}

/** An end that sets nothing is everyone, as a rule without peers is. */
function endOf(peer: DeclaredPeer): EndpointRegion {
  return isAnyone(peer) ? EndpointRegion.ANY : peerOf(peer, '');
}

/** Not the name of a namespace. */
const EVERYWHERE = '*';

function parsePort(text: string): PortSet {
  const [name, number = ''] = text.split('/');
  const protocol: Protocol | undefined = PROTOCOLS.find((each) => each === name);
  const port = Number(number);
  if (protocol === undefined || !/^\d+$/.test(number) || port < 1 || port > 65535) {
    throw errors.declaredPort(text);
  }
  return PortSet.single(protocol, port);
}
