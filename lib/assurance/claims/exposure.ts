import { type KubernetesDocument, referenceTo } from '../document';
import { at, fieldsOf, listOf, textOf } from '../fields';
import { type ObjectReference } from '../finding';
import { containersOf } from '../reachability/pod';
import { type Pod } from '../reachability';

/** A way into a workload that its network policies do not speak about. */
export interface Exposure {
  /** What opens it. */
  readonly object: ObjectReference;
  /** What it does, as the end of a sentence. */
  readonly how: string;
  /** Names of the Services that lead in, if it goes through Services. */
  readonly services?: readonly string[];
}

/** @returns how the Service lets traffic in from outside of the cluster */
export function serviceExposures(service: KubernetesDocument): Exposure[] {
  const { type, externalIPs, externalName } = fieldsOf(service.spec);
  const object = referenceTo(service);
  const ways = [
    ...(type === 'NodePort' || type === 'LoadBalancer' ? [`of type ${type} opens it on every node`] : []),
    ...(type === 'ExternalName' ? [`stands for ${textOf(externalName) ?? 'another name'}, which no policy sees`] : []),
    ...(listOf(externalIPs).length > 0 ? [`takes over the addresses ${listOf(externalIPs).join(', ')}`] : []),
  ];
  return ways.map((how) => ({ object, how, services: [service.metadata.name] }));
}

/** @returns how the pod lets traffic in on its node */
export function podExposures(pod: Pod): Exposure[] {
  const hostPorts = containersOf(pod.spec).flatMap(({ ports }) =>
    listOf(ports).flatMap((port) => {
      const { hostPort } = fieldsOf(port);
      return typeof hostPort === 'number' && hostPort > 0 ? [hostPort] : [];
    }),
  );
  return [
    ...(pod.hostNetwork ? [{ object: pod.object, how: 'is in the network of its node' }] : []),
    ...(hostPorts.length > 0 && !pod.hostNetwork
      ? [{ object: pod.object, how: `opens port ${hostPorts.join(', ')} of its node` }]
      : []),
  ];
}

/** Kinds that lead traffic to Services, each with the API groups that have it. */
const ROUTE_KINDS: readonly (readonly [string, RegExp])[] = [
  ['Ingress', /^(networking\.k8s\.io|extensions)\//],
  ['HTTPRoute', /^gateway\.networking\.k8s\.io\//],
  ['GRPCRoute', /^gateway\.networking\.k8s\.io\//],
  ['TCPRoute', /^gateway\.networking\.k8s\.io\//],
  ['TLSRoute', /^gateway\.networking\.k8s\.io\//],
  ['UDPRoute', /^gateway\.networking\.k8s\.io\//],
  ['Route', /^route\.openshift\.io\//],
  ['VirtualService', /^networking\.istio\.io\//],
  ['IngressRoute', /^traefik\.io\//],
  ['IngressRouteTCP', /^traefik\.io\//],
  ['IngressRouteUDP', /^traefik\.io\//],
];

/** Whether the document leads traffic to Services. */
export function isRoute({ apiVersion, kind }: KubernetesDocument): boolean {
  return ROUTE_KINDS.some(([name, groups]) => name === kind && groups.test(apiVersion));
}

/** A Service that a route leads to. */
export interface RouteBackend {
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Name of the Service. */
  readonly name: string;
}

/** Fields that hold the name of a Service, in the kinds that lead traffic to one. */
const BACKEND_FIELDS = new Set([
  'backendRefs',
  'backendRef',
  'backend',
  'defaultBackend',
  'service',
  'services',
  'serviceName',
  'destination',
  'to',
  'host',
  'filters',
  'requestMirror',
]);

/** @returns the Services that the route leads to: every name that stands where such kinds name a Service */
export function backendsOf(route: KubernetesDocument): RouteBackend[] {
  const own = route.metadata.namespace ?? 'default';
  const found: RouteBackend[] = [];
  const visit = (value: unknown, namesService: boolean): void => {
    if (Array.isArray(value)) for (const entry of value as unknown[]) visit(entry, namesService);
    else if (typeof value === 'object' && value !== null) {
      const { name, namespace, kind, host } = fieldsOf(value);
      if (namesService && typeof name === 'string' && (kind === undefined || kind === 'Service')) {
        found.push({ name, namespace: textOf(namespace) ?? own });
      }
      // Istio names a host: `reviews`, or `reviews.shop.svc.cluster.local`
      if (namesService && typeof host === 'string' && name === undefined) {
        const [service = '', place] = host.split('.');
        found.push({ name: service, namespace: place ?? own });
      }
      for (const [field, inner] of Object.entries(value)) visit(inner, BACKEND_FIELDS.has(field));
    } else if (namesService && typeof value === 'string' && value !== '') {
      found.push({ name: value, namespace: own });
    }
  };
  visit(at(route, 'spec'), false);
  return found;
}
