import { describe, type KubernetesDocument, referenceTo } from '../document';
import { podsMadeBy } from '../pods-made-by';
import { at, type Fields, fieldsOf, isFields, listOf, textOf } from '../fields';
import { type ObjectReference } from '../finding';
import { type Labels, labelsOf } from './label-region';
import { type Protocol, PROTOCOLS } from './port-set';

/** A port that a container declares. */
export interface ContainerPort {
  /** Name by which policies may mean it. */
  readonly name?: string;
  /** Transport protocol. */
  readonly protocol: Protocol;
  /** Number. */
  readonly port: number;
}

/** A pod, or all pods that a workload makes from its template: they are alike in everything that policies look at. */
export interface Pod {
  /** The document that it is, or that makes it. */
  readonly object: ObjectReference;
  /**
   * Name of the workload that made it, if another object did.
   * @default - a person wrote it
   */
  readonly owner?: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Its labels. */
  readonly labels: Labels;
  /** Ports of its containers, sidecars among them. */
  readonly ports: readonly ContainerPort[];
  /** Whether it lives in the network of its node: policies do not select it, and as a peer it is an address. */
  readonly hostNetwork: boolean;
  /** Its addresses, if it runs already; a pod of the host network has those of its node. */
  readonly addresses: readonly string[];
  /** Its node, if it has one already. */
  readonly node?: string;
  /** The pod's spec. */
  readonly spec: Fields;
  /** Annotations of the pod. */
  readonly annotations: Labels;
}

/** @returns the pod that the document is or makes; nothing if it makes none, or the pod is over */
export function podOf(document: KubernetesDocument): Pod | undefined {
  const template = podTemplate(document);
  if (template === undefined) return undefined;
  const phase = at(document, 'status', 'phase');
  if (document.kind === 'Pod' && (phase === 'Succeeded' || phase === 'Failed')) return undefined;
  const spec = fieldsOf(template.spec);
  const node = textOf(spec.nodeName);
  const owner = ownerOf(document);
  return {
    object: referenceTo(document),
    ...(owner !== undefined && { owner }),
    namespace: document.metadata.namespace ?? 'default',
    labels: labelsOf(at(template, 'metadata', 'labels')),
    annotations: labelsOf(at(template, 'metadata', 'annotations')),
    ports: containersOf(spec).flatMap(portsOf),
    hostNetwork: spec.hostNetwork === true,
    addresses: document.kind === 'Pod' ? addressesOf(document) : [],
    ...(node !== undefined && { node }),
    spec,
  };
}

/** `Deployment output/output-processor`. */
export function podName(pod: Pod): string {
  return describe(pod.object);
}

/** @returns init containers, sidecars and containers of a pod's spec */
export function containersOf(spec: Fields): readonly Fields[] {
  return [...listOf(spec.initContainers), ...listOf(spec.containers), ...listOf(spec.ephemeralContainers)].map(
    fieldsOf,
  );
}

/** Where kinds keep the template of their pods; a kind that nobody here knows keeps it where most do. */
function podTemplate(document: KubernetesDocument): Fields | undefined {
  if (document.kind === 'Pod') return document;
  // nothing makes pods of it by itself, but it may say that somebody does
  if (document.kind === 'PodTemplate')
    return podsMadeBy(document) === undefined ? undefined : fieldsOf(document.template);
  const job = at(document, 'spec', 'jobTemplate', 'spec', 'template');
  const template = isFields(job) ? job : at(document, 'spec', 'template');
  return Array.isArray(at(template, 'spec', 'containers')) ? fieldsOf(template) : undefined;
}

/** The Deployment behind a ReplicaSet is known by the hash that it adds to the name. */
function ownerOf(document: KubernetesDocument): string | undefined {
  const controller = listOf(document.metadata.ownerReferences).find((owner) => at(owner, 'controller') === true);
  const name = textOf(at(controller, 'name'));
  const hash = document.metadata.labels?.['pod-template-hash'];
  return hash !== undefined && name?.endsWith(`-${hash}`) ? name.slice(0, -hash.length - 1) : name;
}

function portsOf(container: Fields): ContainerPort[] {
  return listOf(container.ports).flatMap((entry) => {
    const { name, containerPort, protocol = 'TCP' } = fieldsOf(entry);
    const known = PROTOCOLS.find((each) => each === protocol);
    if (known === undefined || typeof containerPort !== 'number') return [];
    return [{ ...(typeof name === 'string' && { name }), protocol: known, port: containerPort }];
  });
}

function addressesOf(document: KubernetesDocument): string[] {
  const status = fieldsOf(document.status);
  const all = [textOf(status.podIP), ...listOf(status.podIPs).map((entry) => textOf(at(entry, 'ip')))];
  return [...new Set(all.filter((address) => address !== undefined))];
}
