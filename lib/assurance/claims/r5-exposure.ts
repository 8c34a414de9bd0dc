import { describe, groupOf, type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, listOf, textOf } from '../fields';
import { type Pod, podName } from '../reachability';
import { labelsOf } from '../reachability/label-region';
import { type Claim, verdict } from './claim';
import { documentWorld } from './closed-world';
import { backendsOf, type Exposure, isRoute, podExposures, serviceExposures } from './exposure';
import { Stack } from './stack';
import { type Counterexample } from './verdict';

/** Labels that the controllers of Kubernetes put on the slices that they write. */
const SLICE_CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/** Nothing leads from outside of the cluster into a zone, past or along the policies, but to a gateway. */
export const r5: Claim = {
  id: 'R5',
  title: 'nothing exposes a tier but the gateway',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const routes = documents.documents.filter(isRoute);
    const exposures = [
      ...stack.workloads.filter((pod) => !stack.isGateway(pod)).flatMap(podExposures),
      ...stack
        .inZones('Service', '')
        .filter((service) => !servesGateways(stack, service))
        .flatMap(serviceExposures),
      ...routes.flatMap((route) => routeExposures(stack, documents, route)),
      ...documents.documents.flatMap((document) => endpointExposures(stack, document)),
    ];
    return verdict(r5, {
      counterexamples: exposures.map((exposure) => counterexample(exposure)),
      undecidable: stack.nothingToJudge,
      evidence: [
        `${stack.workloads.length} workloads, ${stack.inZones('Service', '').length} Services and ${routes.length} routes`,
        `gateways: ${context.gateways?.join(', ') || 'none'}`,
      ],
      closedWorld: documentWorld(documents, [
        ['service-exposure', 'a Service that is opened to the outside later'],
        ['service-writers', 'a Service that somebody else adds'],
        ['endpoint-writers', 'endpoints that somebody writes by hand'],
        ['route-writers', 'a route that somebody else adds'],
        ['host-access', 'a pod that opens a port of its node'],
      ]),
    });
  },
};

function counterexample({ object, how }: Exposure): Counterexample {
  const name = describe(object);
  return {
    who: 'anyone outside of the cluster',
    toWhom: name,
    object,
    letBy: [object],
    sentence: `${name} ${how}`,
  };
}

/** Whether the Service selects a gateway and nothing else. */
function servesGateways(stack: Stack, service: KubernetesDocument): boolean {
  const selected = selectedPods(stack, service);
  return selected.length > 0 && selected.every((pod) => stack.isGateway(pod));
}

function selectedPods(stack: Stack, service: KubernetesDocument): Pod[] {
  const selector = labelsOf(at(service, 'spec', 'selector'));
  if (selector.size === 0) return [];
  return stack.cluster
    .podsIn(service.metadata.namespace ?? 'default')
    .filter(({ labels }) => [...selector].every(([key, value]) => labels.get(key) === value));
}

function routeExposures(stack: Stack, documents: DocumentSet, route: KubernetesDocument): Exposure[] {
  const backends = backendsOf(route).filter(({ namespace, name }) => {
    if (!stack.isZone(namespace)) return false;
    const service = documents
      .ofKind('Service', '')
      .find(({ metadata }) => metadata.name === name && (metadata.namespace ?? 'default') === namespace);
    return service === undefined
      ? stack.isZone(route.metadata.namespace ?? 'default')
      : !servesGateways(stack, service);
  });
  const unique = [...new Set(backends.map(({ namespace, name }) => `${namespace}/${name}`))];
  return unique.length === 0 ? [] : [{ object: referenceTo(route), how: `leads traffic to ${unique.join(', ')}` }];
}

/** Endpoints that no controller wrote: in a zone, or anywhere with the address or the name of a pod of a zone. */
function endpointExposures(stack: Stack, document: KubernetesDocument): Exposure[] {
  const isSlice = document.kind === 'EndpointSlice' && groupOf(document) === 'discovery.k8s.io';
  const isEndpoints = document.kind === 'Endpoints' && groupOf(document) === '';
  if (!isSlice && !isEndpoints) return [];
  if (isWrittenByController(document)) return [];
  const object = referenceTo(document);
  if (stack.isZone(document.metadata.namespace ?? 'default'))
    return [{ object, how: 'was written by hand in a zone, and leads its Service anywhere' }];
  const addresses = isSlice
    ? listOf(document.endpoints).flatMap((entry) => listOf(at(entry, 'addresses')))
    : listOf(document.subsets).flatMap((subset) => listOf(at(subset, 'addresses')).map((entry) => at(entry, 'ip')));
  const hit = stack.workloads.find((pod) => pod.addresses.some((address) => addresses.includes(address)));
  return hit === undefined ? [] : [{ object, how: `was written by hand and leads to ${podName(hit)}` }];
}

function isWrittenByController({ metadata }: KubernetesDocument): boolean {
  const manager = metadata.labels?.['endpointslice.kubernetes.io/managed-by'];
  // since Kubernetes 1.33 Endpoints say who writes them; before, they carry the time of the change that made the controller
  const writer = metadata.labels?.['endpoints.kubernetes.io/managed-by'];
  const changed = textOf(metadata.annotations?.['endpoints.kubernetes.io/last-change-trigger-time']);
  return SLICE_CONTROLLERS.includes(manager ?? '') || writer === 'endpoint-controller' || changed !== undefined;
}
