import { DocumentSet } from '../../../lib/assurance/document-set';
import {
  Cluster,
  type ConnectionVerdict,
  type Endpoint,
  judgeConnection,
  type Pod,
  type ProtocolPort,
} from '../../../lib/assurance/reachability';

/** Namespaces and pods of the upstream network policy tests: x, y, z, each with a, b, c that serve 80 and 81 on all protocols. */
export const NAMESPACES = ['x', 'y', 'z'] as const;
export const PODS = ['a', 'b', 'c'] as const;
export const SERVED = [80, 81] as const;

/** `x/a` and so on, all nine. */
export const ALL_PODS = NAMESPACES.flatMap((namespace) => PODS.map((pod) => `${namespace}/${pod}`));

/** Address of a pod: `x/a` is 10.1.1.1, `z/c` is 10.1.3.3. */
export function addressOf(name: string): string {
  const [namespace, pod] = split(name);
  return `10.1.${NAMESPACES.indexOf(namespace as 'x') + 1}.${PODS.indexOf(pod as 'a') + 1}`;
}

/** What a scenario changes about labels before the policies are judged. */
export interface Relabelled {
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pods?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** @returns the cluster of the upstream tests with these policies */
export function threeNamespaces(policies: readonly object[], relabelled: Relabelled = {}): Cluster {
  return Cluster.of(DocumentSet.of([...namespacesAndPods(relabelled), ...policies]));
}

/** @returns the documents of the upstream tests but for their policies */
export function namespacesAndPods(relabelled: Relabelled = {}): object[] {
  const namespaces = NAMESPACES.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...relabelled.namespaces?.[name] } },
  }));
  const pods = ALL_PODS.map((full) => {
    const [namespace, name] = split(full);
    const protocols = ['TCP', 'UDP', 'SCTP'] as const;
    const ports = SERVED.flatMap((containerPort) =>
      protocols.map((protocol) => ({
        containerPort,
        protocol,
        name: `serve-${containerPort}-${protocol.toLowerCase()}`,
      })),
    );
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels: { pod: name, ...relabelled.pods?.[full] } },
      spec: { containers: [{ name: 'serve', image: 'agnhost', ports }] },
      status: { phase: 'Running', podIP: addressOf(full) },
    };
  });
  return [...namespaces, ...pods];
}

/** @returns what the policies say about a connection between two pods, or from or to an address */
export function attempt(cluster: Cluster, from: string, to: string, port: ProtocolPort): ConnectionVerdict {
  return judgeConnection(cluster, { from: endpoint(cluster, from), to: endpoint(cluster, to), ...port });
}

/** @returns every `from to` of the nine pods between which the port is open; a pod's connection to itself is left out */
export function openPairs(cluster: Cluster, port: ProtocolPort): string[] {
  return ALL_PODS.flatMap((from) =>
    ALL_PODS.filter((to) => to !== from && attempt(cluster, from, to, port).open).map((to) => `${from} ${to}`),
  );
}

/** @returns a NetworkPolicy */
export function policy(namespace: string, spec: object, name = 'policy'): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

function endpoint(cluster: Cluster, name: string): Endpoint {
  if (!name.includes('/')) return { address: name };
  const [namespace, podName] = split(name);
  const pod = cluster.podsIn(namespace).find(({ object }: Pod) => object.name === podName);
  if (pod === undefined) throw new Error(`no pod ${name}`);
  return { pod };
}

function split(name: string): [string, string] {
  const [namespace = '', pod = ''] = name.split('/');
  return [namespace, pod];
}
