import { type Permission } from '../authorization';

const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const CHANGE = ['create', 'update', 'patch'];

function each(group: string, resources: readonly string[], verbs: readonly string[]): Permission[] {
  return resources.flatMap((resource) => verbs.map((verb) => ({ verb, group, resource })));
}

/** Kinds of Kubernetes that make pods. */
export const POD_MAKING: readonly Permission[] = [
  ...each('', ['pods', 'replicationcontrollers'], CHANGE),
  ...each('apps', ['deployments', 'replicasets', 'statefulsets', 'daemonsets'], CHANGE),
  ...each('batch', ['jobs', 'cronjobs'], CHANGE),
];

/** To get into a running pod, or to act as its ServiceAccount. */
export const POD_ENTERING: readonly Permission[] = [
  ...each('', ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy'], ['create', 'get']),
  ...each('', ['pods/ephemeralcontainers'], ['update', 'patch']),
  ...each('', ['serviceaccounts/token'], ['create']),
  ...each('', ['serviceaccounts'], ['impersonate']),
];

/** What lets somebody past the policies of a zone, asked for in the zone's namespace. */
export const ZONE_BYPASSES: readonly Permission[] = [
  ...POD_ENTERING,
  ...each('', ['services/proxy'], ['create', 'get']),
  ...each('', ['pods/log'], ['get']),
  ...POD_MAKING,
  ...each('', ['pods/status', 'pods/resize'], ['update', 'patch']),
  ...each('', ['pods/binding', 'bindings'], ['create']),
  ...each('networking.k8s.io', ['networkpolicies'], WRITE),
  ...each('networking.k8s.io', ['ingresses'], CHANGE),
  ...each(
    'gateway.networking.k8s.io',
    ['httproutes', 'grpcroutes', 'tcproutes', 'tlsroutes', 'udproutes', 'referencegrants'],
    CHANGE,
  ),
  ...each('', ['services', 'endpoints'], CHANGE),
  ...each('discovery.k8s.io', ['endpointslices'], CHANGE),
  ...each('rbac.authorization.k8s.io', ['roles', 'rolebindings'], CHANGE),
  ...each('rbac.authorization.k8s.io', ['roles'], ['escalate', 'bind']),
];

/** What lets somebody past the policies of every zone, asked for in the whole cluster. */
export const CLUSTER_BYPASSES: readonly Permission[] = [
  ...each('', ['nodes/proxy'], ['get', 'create']),
  ...each('', ['users', 'groups', 'serviceaccounts'], ['impersonate']),
  ...each('authentication.k8s.io', ['uids', 'userextras'], ['impersonate']),
  ...each('rbac.authorization.k8s.io', ['clusterroles'], ['escalate', 'bind']),
  ...each('rbac.authorization.k8s.io', ['clusterroles', 'clusterrolebindings'], CHANGE),
  ...each('certificates.k8s.io', ['certificatesigningrequests/approval'], ['update', 'patch']),
  ...each('certificates.k8s.io', ['signers'], ['approve', 'sign']),
  ...each(
    'admissionregistration.k8s.io',
    [
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
    ],
    WRITE,
  ),
  ...each('', ['namespaces', 'namespaces/status', 'namespaces/finalize'], ['update', 'patch']),
  ...each('', ['namespaces'], ['delete']),
  ...each('apiregistration.k8s.io', ['apiservices'], CHANGE),
  ...each(
    'policy.networking.k8s.io',
    ['clusternetworkpolicies', 'adminnetworkpolicies', 'baselineadminnetworkpolicies'],
    WRITE,
  ),
];

/** To change what a guard runs: its rules, its code, its image or its command. */
export const GUARD_CHANGES: readonly Permission[] = [
  ...each('', ['configmaps'], WRITE),
  ...POD_MAKING,
  ...each('apps', ['deployments', 'replicasets', 'statefulsets', 'daemonsets'], ['delete', 'deletecollection']),
];

/** What a releaser needs to point a guard at other rules. */
export const RELEASER_CHANGES: readonly Permission[] = [
  ...each('', ['configmaps'], ['create']),
  ...each('apps', ['deployments'], ['patch', 'update']),
];

/** To approve a release: approvals are lines of a ConfigMap. */
export const APPROVAL_CHANGES: readonly Permission[] = each(
  '',
  ['configmaps'],
  ['update', 'patch', 'delete', 'deletecollection'],
);

/** To learn the value of a Secret, or to overwrite it. */
export const SECRET_ACCESS: readonly Permission[] = [
  ...each('', ['secrets'], ['get', 'list', 'watch', ...WRITE]),
  ...POD_MAKING,
  ...POD_ENTERING.filter(({ resource }) => resource.startsWith('pods/')),
];

/** To alter or delete records: the logs of pods die with them, events and objects with whoever deletes them. */
export const RECORD_CHANGES: readonly Permission[] = [
  ...each(
    '',
    ['pods', 'events', 'persistentvolumeclaims', 'configmaps', 'secrets'],
    ['update', 'patch', 'delete', 'deletecollection'],
  ),
  ...each('events.k8s.io', ['events'], ['update', 'patch', 'delete', 'deletecollection']),
  ...each('', ['pods/exec', 'pods/attach'], ['create', 'get']),
  ...each('apps', ['deployments', 'statefulsets', 'daemonsets'], ['update', 'patch', 'delete', 'deletecollection']),
];
