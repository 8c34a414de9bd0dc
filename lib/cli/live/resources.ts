/** Resources that rules and claims read, as `kubectl api-resources --output=name` names them. */
export const JUDGED_RESOURCES: readonly string[] = [
  'namespaces',
  'nodes',
  'pods',
  'replicationcontrollers',
  'services',
  'endpoints',
  'serviceaccounts',
  'resourcequotas',
  'limitranges',
  'persistentvolumeclaims',
  'poddisruptionbudgets.policy',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'ingresses.networking.k8s.io',
  'networkpolicies.networking.k8s.io',
  'endpointslices.discovery.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingadmissionpolicybindings.admissionregistration.k8s.io',
];

/** Resources of extensions that matter wherever they are served: what leads into a zone, policies that void a proof, and runs of pipelines. */
const EXTENSIONS: readonly RegExp[] = [
  /^(?:gateways|[a-z]+routes|referencegrants)\.gateway\.networking\.k8s\.io$/,
  /^routes\.route\.openshift\.io$/,
  /^virtualservices\.networking\.istio\.io$/,
  /^ingressroute(?:tcp|udp)?s\.traefik\.io$/,
  /networkpolic(?:y|ies)\.(?!networking\.k8s\.io$)/,
  /^workflows\.argoproj\.io$/,
  /^tiers\.(?:crd\.)?(?:projectcalico\.org|antrea\.io)$/,
];

/** @returns resources of extensions that the cluster serves and that are read too */
export function extensionsAmong(served: Iterable<string>): string[] {
  return [...served].filter((name) => EXTENSIONS.some((pattern) => pattern.test(name))).sort();
}
