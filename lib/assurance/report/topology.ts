import { workloadId, ZONE } from '../claims/stack';
import { type DocumentSet } from '../document-set';
import { type ObjectReference } from '../finding';
import { Cluster, neighbours, type Pod, PortSet } from '../reachability';
import { EndpointRegion } from '../reachability/endpoint-region';
import { IpSet } from '../reachability/ip-set';
import { type Direction } from '../reachability/network-policy';
import { type Opening, openings } from '../reachability/opening';
import { type PodRegion } from '../reachability/pod-region';
import { type Stranger, strangers } from '../reachability/stranger';

/** A namespace in which workloads lie. */
export interface TopologyNamespace {
  /** Its name. */
  readonly name: string;
  /**
   * Id of the trust zone that it is.
   * @default - it is no trust zone
   */
  readonly zone?: string;
}

/** Somebody who connects or is connected to. */
export interface TopologyEnd {
  /** Identifies it within the report. */
  readonly id: string;
  /** Whether the documents show it, or the policies speak of it. */
  readonly kind: 'workload' | 'peer';
  /** Name of the workload, or the peer in words: `any pod with app = frontend in namespace shop`. */
  readonly name: string;
  /**
   * Namespace of the workload.
   * @default - it is a peer
   */
  readonly namespace?: string;
  /** Documents that make its pods; none of a peer. */
  readonly objects: readonly ObjectReference[];
}

/** Connections that the policies leave open from one end to the other. */
export interface TopologyConnection {
  /** Id of the end that opens them. */
  readonly from: string;
  /** Id of the end that is connected to. */
  readonly to: string;
  /** Ports of the destination: `TCP/8000`, `TCP/53 UDP/53`, `every port`. */
  readonly ports: string;
  /** Policies that let them, on both sides. */
  readonly policies: readonly ObjectReference[];
  /** Whether they are open because no policy isolates the workload, and not because one lets them. */
  readonly unpoliced: boolean;
}

/** Who can connect to whom, by what the policies say. */
export interface Topology {
  /** Namespaces with workloads, zones first, then by name. */
  readonly namespaces: readonly TopologyNamespace[];
  /** Workloads by namespace and name, then peers by name. */
  readonly ends: readonly TopologyEnd[];
  /** Connections by their ends, those of peers first. */
  readonly connections: readonly TopologyConnection[];
}

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];
const ANYONE = 'any pod and any address';

/** @returns who can connect to whom; connections from a pod's own node are stopped by no policy and are left out */
export function topologyOf(documents: DocumentSet, zones: readonly string[]): Topology {
  const cluster = Cluster.of(documents);
  const drawing = new Drawing();
  for (const pod of cluster.pods) {
    drawing.addWorkload(pod);
    for (const direction of DIRECTIONS) draw(drawing, cluster, pod, direction);
  }
  return drawing.finished((name) => ({
    name,
    ...(zones.includes(name) && { zone: cluster.namespaceLabels(name).get(ZONE) ?? name }),
  }));
}

function draw(drawing: Drawing, cluster: Cluster, pod: Pod, direction: Direction): void {
  const add = (other: Pod | string, ports: PortSet, policies: readonly ObjectReference[]): void =>
    direction === 'ingress'
      ? drawing.connect(other, pod, ports, policies)
      : drawing.connect(pod, other, ports, policies);
  // what nothing isolates is open to everyone: one line says more than one for each pod that there is
  if (cluster.policiesOn(pod, direction).length === 0) return add(ANYONE, PortSet.ALL, []);
  for (const { pod: other, ports, policies } of neighbours(cluster, pod, direction)) add(other, ports, policies);
  for (const { description, ports, policies } of unseenPeers(cluster, pod, direction))
    add(description, ports, policies);
}

function unseenPeers(cluster: Cluster, pod: Pod, direction: Direction): Stranger[] {
  return openings(cluster, pod, direction).flatMap((opening) => [
    ...strangers(cluster, pod, direction, { ...opening, peers: new EndpointRegion([], opening.peers.addresses) }),
    ...opening.peers.pods.flatMap((region) => strangersIn(cluster, pod, direction, opening, region)),
  ]);
}

/** Who copies the labels of a workload in its own namespace does what that one may: claims are about that, not drawings. */
function strangersIn(
  cluster: Cluster,
  pod: Pod,
  direction: Direction,
  opening: Opening,
  region: PodRegion,
): Stranger[] {
  const own: Opening = { ...opening, peers: new EndpointRegion([region], IpSet.NONE) };
  return strangers(cluster, pod, direction, own).filter(({ connects, example }) => {
    if (!connects || !('namespace' in example) || region.pods.size === 0) return connects;
    return !cluster.podsIn(example.namespace).some(({ labels }) => region.pods.has(labels));
  });
}

interface DrawnConnection {
  readonly from: string;
  readonly to: string;
  ports: PortSet;
  readonly policies: Map<string, ObjectReference>;
  readonly unpoliced: boolean;
}

/** Gathers ends and connections, then names and sorts them. */
class Drawing {
  private readonly workloads = new Map<string, { readonly pod: Pod; readonly objects: Map<string, ObjectReference> }>();
  private readonly peers = new Set<string>();
  private readonly connections = new Map<string, DrawnConnection>();

  addWorkload(pod: Pod): void {
    const key = keyOf(pod);
    const known = this.workloads.get(key) ?? { pod, objects: new Map<string, ObjectReference>() };
    known.objects.set(textOf(pod.object), pod.object);
    this.workloads.set(key, known);
  }

  connect(from: Pod | string, to: Pod | string, ports: PortSet, policies: readonly ObjectReference[]): void {
    for (const end of [from, to]) if (typeof end === 'string') this.peers.add(end);
    const ends = [from, to].map(keyOf);
    const [fromKey = '', toKey = ''] = ends;
    const key = JSON.stringify(ends);
    const unpoliced = ends.includes(keyOf(ANYONE));
    const known = this.connections.get(key) ?? {
      from: fromKey,
      to: toKey,
      ports: PortSet.NONE,
      policies: new Map<string, ObjectReference>(),
      unpoliced,
    };
    known.ports = known.ports.union(ports);
    for (const policy of policies) known.policies.set(textOf(policy), policy);
    this.connections.set(key, known);
  }

  finished(describe: (namespace: string) => TopologyNamespace): Topology {
    const ids = new Map<string, string>();
    const ends = [...this.workloadEnds(ids), ...this.peerEnds(ids)];
    // who comes from elsewhere stands first, as in the drawing
    const places = [...ends.filter(({ kind }) => kind === 'peer'), ...ends.filter(({ kind }) => kind === 'workload')];
    const place = new Map(places.map(({ id }, index) => [id, index]));
    const at = (id: string): number => place.get(id) ?? 0;
    const names = new Set([...this.workloads.values()].map(({ pod }) => pod.namespace));
    return {
      namespaces: [...names]
        .sort()
        .map(describe)
        .sort((a, b) => Number(a.zone === undefined) - Number(b.zone === undefined)),
      ends,
      connections: [...this.connections.values()]
        .map(({ from, to, ports, policies, unpoliced }) => ({
          from: ids.get(from) ?? '',
          to: ids.get(to) ?? '',
          ports: ports.toString(),
          policies: sortedValues(policies),
          unpoliced,
        }))
        .sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to)),
    };
  }

  private workloadEnds(ids: Map<string, string>): TopologyEnd[] {
    return [...this.workloads].sort(byKey).map(([key, { pod, objects }], index) => {
      const id = `workload-${index + 1}`;
      ids.set(key, id);
      const name = workloadId(pod).slice(pod.namespace.length + 1);
      return { id, kind: 'workload', name, namespace: pod.namespace, objects: sortedValues(objects) };
    });
  }

  private peerEnds(ids: Map<string, string>): TopologyEnd[] {
    return [...this.peers].sort().map((name, index) => {
      const id = `peer-${index + 1}`;
      ids.set(keyOf(name), id);
      return { id, kind: 'peer', name, objects: [] };
    });
  }
}

function keyOf(end: Pod | string): string {
  return typeof end === 'string' ? `peer ${end}` : `workload ${workloadId(end)}`;
}

function textOf({ apiVersion, kind, namespace = '', name }: ObjectReference): string {
  return [namespace, kind, name, apiVersion].join(' ');
}

function sortedValues<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(byKey).map(([, value]) => value);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
