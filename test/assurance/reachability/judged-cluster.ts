import { DocumentSet } from '../../../lib/assurance/document-set';
import { Cluster, judgeConnection, type Protocol } from '../../../lib/assurance/reachability';
import { type RandomCluster } from './random-cluster';

/** What is tried between all pairs. */
export const PROBED: readonly [Protocol, number][] = [
  ['TCP', 80],
  ['TCP', 81],
  ['TCP', 8080],
  ['UDP', 80],
  ['UDP', 8080],
  ['SCTP', 81],
];
/** Addresses that are no pod's, in no range that is closed to all. */
export const OUTSIDE = ['10.9.9.9', '203.0.113.5'];

/** @returns the documents of a random cluster */
export function documentsOf({ namespaces, pods, policies }: RandomCluster): object[] {
  return [
    ...namespaces.map(({ name, labels }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...pods.map(({ namespace, name, labels, ip, hostNetwork, ports }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels },
      spec: { nodeName: `node-of-${name}`, hostNetwork, containers: [{ name: 'serve', ports }] },
      status: { phase: 'Running', podIP: ip },
    })),
    ...policies.map(({ namespace, name, spec }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace, name },
      spec,
    })),
  ];
}

/** @returns the cluster that the evaluator reads from the documents */
export function clusterOf(cluster: RandomCluster): Cluster {
  return Cluster.of(DocumentSet.of(documentsOf(cluster)));
}

/** @returns every `from to protocol/port` that is open, among pods and from and to addresses outside */
export function openConnections(cluster: Cluster): Set<string> {
  const ends = [
    ...cluster.pods.map((pod) => ({ name: pod.object.name, end: { pod } })),
    ...OUTSIDE.map((address) => ({ name: address, end: { address } })),
  ];
  const open = new Set<string>();
  for (const from of ends) {
    for (const to of ends) {
      if (from === to || (!('pod' in from.end) && !('pod' in to.end))) continue;
      for (const [protocol, port] of PROBED) {
        const { open: isOpen } = judgeConnection(cluster, { from: from.end, to: to.end, protocol, port });
        if (isOpen) open.add(`${from.name} ${to.name} ${protocol}/${port}`);
      }
    }
  }
  return open;
}
