import { type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { type ObjectReference } from '../finding';
import { type EndpointRegion } from './endpoint-region';
import { InvalidPolicyError } from './errors';
import { type LabelRegion, type Labels, labelsOf } from './label-region';
import { NamespaceIsolation } from './namespace-isolation';
import { type Direction, type NetworkPolicy, parseNetworkPolicy } from './network-policy';
import { NAMESPACE_NAME, type PodRegion } from './pod-region';
import { type Pod, podOf } from './pod';
import { labelId, SelectorIndex } from './selector-index';

/** A NetworkPolicy that the API server would refuse, and why. */
export interface RefusedPolicy {
  /** Which document it is. */
  readonly object: ObjectReference;
  /** What is wrong. */
  readonly problem: string;
}

/** Namespaces, pods and network policies of a set of documents, indexed so that no question walks all pairs of pods. */
export class Cluster {
  /** @returns the same cluster for the same set of documents */
  static of(documents: DocumentSet): Cluster {
    const known = clusters.get(documents);
    if (known !== undefined) return known;
    const cluster = new Cluster(documents);
    clusters.set(documents, cluster);
    return cluster;
  }

  /** Pods, in the order of their documents. */
  readonly pods: readonly Pod[];
  /** Policies that would not be there. */
  readonly refused: readonly RefusedPolicy[];
  private readonly labels = new Map<string, Labels>();
  private readonly declared = new Set<string>();
  private readonly policies = new Map<string, NetworkPolicy[]>();
  private readonly policyIndex = new Map<string, SelectorIndex<NetworkPolicy>>();
  private readonly podsByNamespace = new Map<string, Pod[]>();
  private readonly podsByLabel = new Map<string, Pod[]>();
  private readonly isolations = new Map<string, NamespaceIsolation>();
  private readonly running: readonly Pod[];
  private readonly isolating = new WeakMap<Pod, ReadonlyMap<Direction, readonly NetworkPolicy[]>>();

  private constructor(documents: DocumentSet) {
    for (const { metadata } of documents.ofKind('Namespace', '')) {
      this.declared.add(metadata.name);
      this.labels.set(metadata.name, withName(metadata.name, labelsOf(metadata.labels)));
    }
    this.pods = documents.documents.flatMap((document) => podOf(document) ?? []);
    this.running = this.pods.filter(({ addresses }) => addresses.length > 0);
    for (const pod of this.pods) {
      append(this.podsByNamespace, pod.namespace, pod);
      for (const [key, value] of pod.labels) append(this.podsByLabel, `${pod.namespace} ${labelId(key, value)}`, pod);
    }
    const refused: RefusedPolicy[] = [];
    for (const document of documents.ofKind('NetworkPolicy', 'networking.k8s.io')) this.addPolicy(document, refused);
    this.refused = refused;
    for (const name of [...this.podsByNamespace.keys(), ...this.policies.keys()]) {
      if (!this.labels.has(name)) this.labels.set(name, withName(name, new Map()));
    }
  }

  /** Names of the namespaces that are declared or hold a pod or a policy. */
  get namespaces(): readonly string[] {
    return [...this.labels.keys()];
  }

  /** Whether the namespace's own document was seen, so that all of its labels are known. */
  isDeclared(namespace: string): boolean {
    return this.declared.has(namespace);
  }

  /** @returns labels of the namespace, its name among them */
  namespaceLabels(namespace: string): Labels {
    return this.labels.get(namespace) ?? withName(namespace, new Map());
  }

  /** @returns policies of the namespace */
  policiesIn(namespace: string): readonly NetworkPolicy[] {
    return this.policies.get(namespace) ?? [];
  }

  /** @returns policies of the namespace that isolate pods in the direction, found by whom they let */
  isolationOf(namespace: string, direction: Direction): NamespaceIsolation {
    const key = `${namespace} ${direction}`;
    const known = this.isolations.get(key);
    if (known !== undefined) return known;
    const isolation = new NamespaceIsolation(this.policiesIn(namespace), direction);
    this.isolations.set(key, isolation);
    return isolation;
  }

  /** @returns pods of the namespace */
  podsIn(namespace: string): readonly Pod[] {
    return this.podsByNamespace.get(namespace) ?? [];
  }

  /** @returns the policies that isolate the pod in the direction; none if it is open to everyone */
  policiesOn(pod: Pod, direction: Direction): readonly NetworkPolicy[] {
    let known = this.isolating.get(pod);
    if (known === undefined) {
      // a policy never selects a pod of the host network
      const candidates = pod.hostNetwork ? [] : (this.policyIndex.get(pod.namespace)?.candidates(pod.labels) ?? []);
      const selecting = candidates.filter(({ selected }) => selected.has(pod.labels));
      known = new Map(
        (['ingress', 'egress'] as const).map((each) => [each, selecting.filter(({ rules }) => rules.has(each))]),
      );
      this.isolating.set(pod, known);
    }
    return known.get(direction) ?? [];
  }

  /** @returns the pods that the region selects; pods of the host network are selected by nothing */
  podsOf(region: PodRegion): Pod[] {
    const names = region.namespaceNames ?? this.namespaces;
    return names
      .filter((name) => region.namespace.has(this.namespaceLabels(name)))
      .flatMap((name) =>
        this.candidates(name, region.pods).filter((pod) => !pod.hostNetwork && region.pods.has(pod.labels)),
      );
  }

  /** @returns of all pods, or of one, those that the peers of a rule mean: by their labels, or by their addresses */
  meant(peers: EndpointRegion, only?: Pod): Pod[] {
    if (only !== undefined) return this.isMeant(peers, only) ? [only] : [];
    const byAddress = peers.addresses.isEmpty ? [] : this.running.filter((pod) => hasAddressIn(pod, peers));
    return [...new Set([...peers.pods.flatMap((region) => this.podsOf(region)), ...byAddress])];
  }

  /** Whether the peers of a rule mean the pod; one of the host network is an address only. */
  isMeant(peers: EndpointRegion, pod: Pod): boolean {
    if (hasAddressIn(pod, peers)) return true;
    const namespace = this.namespaceLabels(pod.namespace);
    return !pod.hostNetwork && peers.pods.some((region) => region.has(namespace, pod.labels));
  }

  private candidates(namespace: string, region: LabelRegion): readonly Pod[] {
    const { pinned } = region;
    if (pinned === undefined) return this.podsIn(namespace);
    return pinned.values.flatMap((value) => this.podsByLabel.get(`${namespace} ${labelId(pinned.key, value)}`) ?? []);
  }

  private addPolicy(document: KubernetesDocument, refused: RefusedPolicy[]): void {
    try {
      const policy = parseNetworkPolicy(document);
      append(this.policies, policy.namespace, policy);
      const index = this.policyIndex.get(policy.namespace) ?? new SelectorIndex<NetworkPolicy>();
      index.add(policy.selected, policy);
      this.policyIndex.set(policy.namespace, index);
    } catch (error) {
      if (!(error instanceof InvalidPolicyError)) throw error;
      refused.push({ object: referenceTo(document), problem: error.message });
    }
  }
}

const clusters = new WeakMap<DocumentSet, Cluster>();

function withName(name: string, labels: Labels): Labels {
  return new Map([...labels, [NAMESPACE_NAME, name]]);
}

function hasAddressIn(pod: Pod, { addresses }: EndpointRegion): boolean {
  return pod.addresses.some((address) => addresses.has(address));
}

function append<T>(lists: Map<string, T[]>, key: string, entry: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}
