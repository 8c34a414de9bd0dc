import { type ObjectReference } from '../finding';
import { type Cluster } from './cluster';
import { LabelRegion, type Labels } from './label-region';
import { type Direction, type NetworkPolicy, type PolicyRule } from './network-policy';
import { type Opening } from './opening';
import { type Pod } from './pod';
import { NAMESPACE_NAME, PodRegion } from './pod-region';
import { PortSet } from './port-set';
import { ValueSet } from './value-set';

/** Somebody at the other end of an opening: what all such have in common, and one of them. */
export interface Stranger {
  /** All of them, in words: `any pod in any namespace`, `any address in 0.0.0.0/0`. */
  readonly description: string;
  /** One of them: a pod with these labels in a namespace with those, or an address. */
  readonly example: ExamplePod | ExampleAddress;
  /** Ports on which both sides let the connection. */
  readonly ports: PortSet;
  /** Policies whose rules let it, on both sides. */
  readonly policies: readonly ObjectReference[];
  /** Whether the other end lets it too; if not, only this end is open. */
  readonly connects: boolean;
  /** How many things its description says: less is simpler. */
  readonly size: number;
}

/** A pod that an adversary could make. */
export interface ExamplePod {
  /** Namespace of the pod. */
  readonly namespace: string;
  /** Labels of the namespace. */
  readonly namespaceLabels: Labels;
  /** Labels of the pod. */
  readonly labels: Labels;
}

/** An address that an adversary could have. */
export interface ExampleAddress {
  /** The address. */
  readonly address: string;
}

/**
 * Finds everyone who could be at the other end of the opening, the simplest first. Namespaces that no document shows may
 * carry any labels and have no policies; in the others the policies of the pods there count.
 */
export function strangers(cluster: Cluster, pod: Pod, direction: Direction, opening: Opening): Stranger[] {
  const own = opening.policy === undefined ? [] : [opening.policy];
  const found: Stranger[] = [];
  const address = opening.peers.addresses.example;
  if (address !== undefined) {
    const description = `any address in ${opening.peers.addresses.toString()}`;
    found.push({ description, example: { address }, ports: opening.ports, policies: own, connects: true, size: 2 });
  }
  for (const region of opening.peers.pods) {
    if (region.isEmpty) continue; // a selector that contradicts itself
    const unseen = inUnseenNamespace(cluster, region);
    if (unseen !== undefined) {
      found.push({ ...unseen, ports: opening.ports, policies: own, connects: true, size: region.size });
      continue; // nobody in a namespace that we see says it in fewer words
    }
    for (const place of seenNamespaces(cluster, region)) {
      found.push(...inSeenNamespace(cluster, place, { pod, direction, opening, own }));
    }
  }
  return found.sort(
    (a, b) => Number(b.connects) - Number(a.connects) || a.size - b.size || (a.description < b.description ? -1 : 1),
  );
}

function inUnseenNamespace(cluster: Cluster, region: PodRegion): Pick<Stranger, 'description' | 'example'> | undefined {
  const unseen = ValueSet.notIn([undefined, ...cluster.namespaces]);
  const namespace = region.namespace.intersect(LabelRegion.where(NAMESPACE_NAME, unseen));
  if (namespace.isEmpty || region.pods.isEmpty) return undefined;
  const namespaceLabels = namespace.example;
  const name = namespaceLabels.get(NAMESPACE_NAME) ?? '';
  return {
    description: region.toString(),
    example: { namespace: name, namespaceLabels, labels: region.pods.example },
  };
}

interface Place {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly pods: LabelRegion;
}

function seenNamespaces(cluster: Cluster, region: PodRegion): Place[] {
  const seen = new Set(cluster.namespaces);
  const names = region.namespaceNames?.filter((name) => seen.has(name)) ?? cluster.namespaces;
  return names.flatMap((namespace) => {
    const labels = cluster.namespaceLabels(namespace);
    if (cluster.isDeclared(namespace)) {
      return region.namespace.has(labels) ? [{ namespace, namespaceLabels: labels, pods: region.pods }] : [];
    }
    // its name is known and nothing else about its labels
    const possible = region.namespace.intersect(LabelRegion.where(NAMESPACE_NAME, ValueSet.in([namespace])));
    return possible.isEmpty ? [] : [{ namespace, namespaceLabels: possible.example, pods: region.pods }];
  });
}

interface Question {
  readonly pod: Pod;
  readonly direction: Direction;
  readonly opening: Opening;
  readonly own: readonly ObjectReference[];
}

/**
 * Policies only add to each other: a pod connects if no policy isolates it, or if any that selects it lets it. So each
 * policy is asked by itself, and what no policy selects is one more case.
 */
function inSeenNamespace(cluster: Cluster, place: Place, question: Question): Stranger[] {
  const { pod, direction, opening, own } = question;
  const opposite: Direction = direction === 'ingress' ? 'egress' : 'ingress';
  const isolation = cluster.isolationOf(place.namespace, opposite);
  const connecting = [
    ...isolation.outside(place.pods).map((region) => ({ region, ports: opening.ports, policies: own })),
    ...isolation.policiesAbout(pod).map((policy) => ({
      region: place.pods.intersect(policy.selected),
      ports: opening.ports.intersect(letBy(cluster, policy, opposite, pod)),
      policies: [...own, policy.object],
    })),
  ].filter(({ region, ports }) => !region.isEmpty && !ports.isEmpty);
  if (connecting.length === 0) {
    return [{ ...described(place, place.pods), ports: opening.ports, policies: own, connects: false }];
  }
  return connecting.map(({ region, ...rest }) => ({ ...described(place, region), ...rest, connects: true }));
}

function described(place: Place, pods: LabelRegion): Pick<Stranger, 'description' | 'example' | 'size'> {
  const region = PodRegion.inNamespace(place.namespace, pods);
  const example = { namespace: place.namespace, namespaceLabels: place.namespaceLabels, labels: pods.example };
  return { description: region.toString(), example, size: region.size };
}

/** Ports on which the policy lets a stranger connect with the pod. */
function letBy(cluster: Cluster, policy: NetworkPolicy, direction: Direction, pod: Pod): PortSet {
  return (policy.rules.get(direction) ?? [])
    .filter((rule) => mayBePeer(cluster, rule, pod))
    .reduce((all, { ports }) => all.union(direction === 'egress' ? ports.on(pod) : ports.onAnyPod), PortSet.NONE);
}

/** A pod that does not run yet may get any address: a range of addresses may mean it. */
function mayBePeer(cluster: Cluster, { peers }: PolicyRule, pod: Pod): boolean {
  return cluster.isMeant(peers, pod) || (pod.addresses.length === 0 && !peers.addresses.isEmpty);
}
