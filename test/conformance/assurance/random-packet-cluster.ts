import fc from 'fast-check';
import { NAMES, randomCluster, type RandomCluster } from '../../assurance/reachability/random-cluster';
import { probePod } from '../cluster/probes/probe-pod';

/** How many, and the seed of all of them: every run judges the same ones. */
const CLUSTERS = 20;
const SEED = 20261123;
const FEWEST_PODS = 3;
const MOST_PODS = 5;

/** On which every pod answers. */
export const PROBED_PORTS = [80, 81, 8080] as const;

/** The label by which every pod of these clusters is found. */
export const RANDOM_POD = { 'conformance.example/random': 'pod' };

/**
 * Random clusters that can lie side by side in one: each in namespaces of its own. What Cilium is known to read in another
 * way than Kubernetes says, and what has no test host, is put otherwise here; `cilium-differences.ts` says why.
 */
export function randomPacketClusters(): readonly RandomCluster[] {
  const notEmpty = randomCluster.filter(({ pods, policies }) => pods.length >= FEWEST_PODS && policies.length > 0);
  return fc.sample(notEmpty, { seed: SEED, numRuns: CLUSTERS }).map(inNamespacesOfItsOwn);
}

/** The objects of one, with pods that answer. */
export function objectsOf({ namespaces, pods, policies }: RandomCluster, image: string): object[] {
  return [
    ...namespaces.map(({ name, labels }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...policies.map(({ namespace, name, spec }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace, name },
      spec,
    })),
    ...pods.map(({ namespace, name, labels, ports }) =>
      probePod(image, {
        namespace,
        name,
        labels: { ...labels, ...RANDOM_POD },
        ports: PROBED_PORTS,
        declaredPorts: ports,
      }),
    ),
  ];
}

function inNamespacesOfItsOwn(cluster: RandomCluster, index: number): RandomCluster {
  const own = (name: string): string => (NAMES.includes(name) ? `random-${index}-${name}` : name);
  const portName = (name: string): string => `${name}-${index}`;
  // every pod has the same named ports: those that the first pod with any declares
  const ports = (cluster.pods.find((pod) => pod.ports.length > 0)?.ports ?? []).map((port) => ({
    ...port,
    name: portName(port.name),
    protocol: port.protocol === 'SCTP' ? 'UDP' : port.protocol,
  }));
  return {
    namespaces: cluster.namespaces.map(({ name, labels }) => ({ name: own(name), labels })),
    pods: cluster.pods.slice(0, MOST_PODS).map((pod) => ({
      ...pod,
      namespace: own(pod.namespace),
      ports,
    })),
    policies: cluster.policies.map(({ namespace, name, spec }, number) => ({
      namespace: own(namespace),
      name: `${name}-${number}`,
      spec: rewritten(spec, (key, value) => {
        if (key === 'kubernetes.io/metadata.name') return own(String(value));
        if (key === 'protocol' && value === 'SCTP') return 'UDP';
        if (key === 'port' && typeof value === 'string') return portName(value);
        return value;
      }) as Record<string, unknown>,
    })),
  };
}

/** A copy with other values at some keys; a peer that is a range of addresses becomes the pods of the own namespace. */
function rewritten(value: unknown, of: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => rewritten(each, of));
  if (typeof value !== 'object' || value === null) return value;
  if ('ipBlock' in value) return { podSelector: {} };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewritten(of(key, each), of)]));
}
