import { type DeclaredConnection } from '../../../lib/assurance/claims';
import { DocumentSet } from '../../../lib/assurance/document-set';

/** A cluster of a size, and the connections that it declares. */
export interface ScaleCluster {
  readonly documents: DocumentSet;
  readonly connections: readonly DeclaredConnection[];
}

/**
 * N workloads in N/10 namespaces, each of them a zone with a deny-all policy, and N/5 random edges, each as an egress and
 * an ingress policy by namespace name and pod label on TCP 8080: N/2 policies.
 * @param seed of the edges; the same seed gives the same cluster
 */
export function scaleCluster(workloads: number, seed = 1): ScaleCluster {
  const zoneCount = Math.max(1, Math.floor(workloads / 10));
  const zoneOf = (workload: number): string => `zone-${workload % zoneCount}`;
  const labels = (workload: number): Record<string, string> => ({ 'secure-llm.dev/workload': `w-${workload}` });
  const peer = (workload: number): object => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': zoneOf(workload) } },
    podSelector: { matchLabels: labels(workload) },
  });
  const random = randomNumbers(seed);
  const edges = Array.from({ length: Math.floor(workloads / 5) }, () => {
    const from = Math.floor(random() * workloads);
    return [from, (from + 1 + Math.floor(random() * (workloads - 1))) % workloads] as const;
  });
  const ports = [{ port: 8080, protocol: 'TCP' }];
  const policy = (namespace: string, name: string, spec: object): object => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec,
  });
  const documents = [
    ...Array.from({ length: zoneCount }, (_, zone) => [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: `zone-${zone}`, labels: { 'secure-llm.dev/zone': `zone-${zone}` } },
      },
      policy(`zone-${zone}`, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    ]).flat(),
    ...Array.from({ length: workloads }, (_, workload) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `w-${workload}`, namespace: zoneOf(workload) },
      spec: {
        template: {
          metadata: { labels: labels(workload) },
          spec: { containers: [{ name: 'serve', ports: [{ containerPort: 8080 }] }] },
        },
      },
    })),
    ...edges.flatMap(([from, to], edge) => [
      policy(zoneOf(from), `out-${edge}`, {
        podSelector: { matchLabels: labels(from) },
        policyTypes: ['Egress'],
        egress: [{ to: [peer(to)], ports }],
      }),
      policy(zoneOf(to), `in-${edge}`, {
        podSelector: { matchLabels: labels(to) },
        policyTypes: ['Ingress'],
        ingress: [{ from: [peer(from)], ports }],
      }),
    ]),
  ];
  const connections = edges.map(([from, to]) => ({ from: peer(from), to: peer(to), port: 'TCP/8080' }));
  return { documents: DocumentSet.of(documents), connections };
}

/** Park and Miller's minimal standard generator: numbers from 0 to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
