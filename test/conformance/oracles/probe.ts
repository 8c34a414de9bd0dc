import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { Cluster, type Endpoint, judgeConnection, type ProtocolPort } from '../../../lib/assurance/reachability';

/** A connection that is tried. An end is `namespace/pod`, or an address that is no pod's. */
export interface Probe extends ProtocolPort {
  readonly from: string;
  readonly to: string;
}

/** Says whether a connection is open in the cluster that it was made for. */
export type Evaluator = (probe: Probe) => boolean;

/** @returns our evaluator, on documents as they are written */
export function evaluatorOf(documents: readonly object[]): Evaluator {
  const cluster = Cluster.of(DocumentSet.of(documents));
  if (cluster.refused.length > 0) throw new Error(`refused: ${JSON.stringify(cluster.refused)}`);
  const pods = new Map(cluster.pods.map((pod) => [`${pod.namespace}/${pod.object.name}`, pod]));
  const endpoint = (name: string): Endpoint => {
    if (!name.includes('/')) return { address: name };
    const pod = pods.get(name);
    if (pod === undefined) throw new Error(`the documents have no pod ${name}`);
    return { pod };
  };
  return ({ from, to, protocol, port }) =>
    judgeConnection(cluster, { from: endpoint(from), to: endpoint(to), protocol, port }).open;
}

/**
 * All pairs of pods, and pods with addresses outside. Left out is what no policy is about: a pod with itself, and two ends
 * of which neither is selected by a policy (addresses, and pods of the host network).
 */
export function probesOf(
  documents: readonly object[],
  addresses: readonly string[],
  ports: readonly ProtocolPort[],
): Probe[] {
  const pods = DocumentSet.of(documents).ofKind('Pod', '');
  const policed = pods.filter((pod) => !isOnHostNetwork(pod)).map(nameOf);
  const others = [...pods.filter(isOnHostNetwork).map(nameOf), ...addresses];
  const pairs = policed.flatMap((one) => [
    ...policed.filter((other) => other !== one).map((other) => [one, other] as const),
    ...others.flatMap((other) => [[one, other] as const, [other, one] as const]),
  ]);
  return pairs.flatMap(([from, to]) => ports.map(({ protocol, port }) => ({ from, to, protocol, port })));
}

/** `one/pod-0 -> 10.9.9.9 TCP/80` */
export function describeProbe({ from, to, protocol, port }: Probe): string {
  return `${from} -> ${to} ${protocol}/${port}`;
}

function isOnHostNetwork({ spec }: KubernetesDocument): boolean {
  return (spec as { readonly hostNetwork?: boolean }).hostNetwork === true;
}

function nameOf({ metadata }: KubernetesDocument): string {
  return `${metadata.namespace}/${metadata.name}`;
}
