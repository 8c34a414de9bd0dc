import { isDeepStrictEqual } from 'node:util';
import { type KubernetesDocument } from '../../assurance';
import { Quantity } from '../../assurance/cel/quantity';
import { groupOf } from '../../assurance/document';
import { at, textOf } from '../../assurance/fields';
import { differences } from './differences';

/** Fields of one kind that an update may not change. */
interface ImmutableFields {
  /** Group and kind, the core group as `/Kind`. */
  readonly of: string;
  /** Paths of the fields. */
  readonly fields: readonly string[];
  /** What the API server takes an absent field for. */
  readonly defaults?: { readonly [path: string]: unknown };
  /** Fields that it fills in or keeps by itself, so that leaving them out changes nothing. */
  readonly kept?: readonly string[];
}

/**
 * Source: the functions `Validate…Update` of Kubernetes 1.36, in pkg/apis/{apps,batch,core,discovery,networking,node,
 * rbac,scheduling,storage}/validation/validation.go, and for GatewayClass the rule in its CustomResourceDefinition.
 */
const TABLE: readonly ImmutableFields[] = [
  { of: 'apps/Deployment', fields: ['spec.selector'] },
  { of: 'apps/ReplicaSet', fields: ['spec.selector'] },
  { of: 'apps/DaemonSet', fields: ['spec.selector'] },
  {
    of: 'apps/StatefulSet',
    fields: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'],
    defaults: { 'spec.podManagementPolicy': 'OrderedReady' },
  },
  {
    of: 'batch/Job',
    fields: [
      'spec.selector',
      'spec.template',
      'spec.completionMode',
      'spec.completions',
      'spec.podFailurePolicy',
      'spec.successPolicy',
      'spec.backoffLimitPerIndex',
      'spec.managedBy',
    ],
    defaults: { 'spec.completionMode': 'NonIndexed' },
    kept: ['spec.selector'],
  },
  { of: '/Secret', fields: ['type'], defaults: { type: 'Opaque' } },
  {
    of: '/Service',
    fields: ['spec.clusterIP', 'spec.loadBalancerClass', 'spec.healthCheckNodePort'],
    kept: ['spec.clusterIP', 'spec.healthCheckNodePort'],
  },
  {
    of: '/PersistentVolumeClaim',
    fields: [
      'spec.accessModes',
      'spec.selector',
      'spec.storageClassName',
      'spec.volumeMode',
      'spec.volumeName',
      'spec.dataSource',
      'spec.dataSourceRef',
    ],
    defaults: { 'spec.volumeMode': 'Filesystem' },
    kept: ['spec.storageClassName', 'spec.volumeName', 'spec.dataSourceRef'],
  },
  {
    of: '/PersistentVolume',
    fields: ['spec.csi', 'spec.nfs', 'spec.local', 'spec.hostPath', 'spec.volumeMode'],
    defaults: { 'spec.volumeMode': 'Filesystem' },
  },
  { of: 'rbac.authorization.k8s.io/RoleBinding', fields: ['roleRef'] },
  { of: 'rbac.authorization.k8s.io/ClusterRoleBinding', fields: ['roleRef'] },
  {
    of: 'storage.k8s.io/StorageClass',
    fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    defaults: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  },
  {
    of: 'scheduling.k8s.io/PriorityClass',
    fields: ['value', 'preemptionPolicy'],
    defaults: { preemptionPolicy: 'PreemptLowerPriority' },
  },
  { of: 'node.k8s.io/RuntimeClass', fields: ['handler'] },
  { of: 'networking.k8s.io/IngressClass', fields: ['spec.controller'] },
  { of: 'discovery.k8s.io/EndpointSlice', fields: ['addressType'] },
  { of: 'gateway.networking.k8s.io/GatewayClass', fields: ['spec.controllerName'] },
];

/** What a ConfigMap or Secret may no longer change once it is immutable. */
const SEALED = ['data', 'binaryData', 'stringData', 'immutable'];

/** What an update of a Pod may change; everything else of its spec makes a new Pod necessary. */
const CHANGEABLE_IN_A_POD =
  /^spec\.(?:(?:initContainers|containers)\[\d+\]\.image|activeDeadlineSeconds|terminationGracePeriodSeconds|tolerations)/;

/** @returns paths of the fields that differ and that the API server does not let an update change */
export function immutableFields(before: KubernetesDocument, after: KubernetesDocument): string[] {
  const kind = `${groupOf(before)}/${before.kind}`;
  return [fixedFields, sealedFields, shrunkFields, podFields].flatMap((fields) => fields(kind, before, after));
}

function fixedFields(kind: string, before: KubernetesDocument, after: KubernetesDocument): string[] {
  const { fields = [], defaults = {}, kept = [] } = TABLE.find((entry) => entry.of === kind) ?? {};
  return fields.filter((field) => {
    // an indexed Job may be given more or fewer completions together with its parallelism
    if (field === 'spec.completions' && at(before, 'spec', 'completionMode') === 'Indexed') return false;
    const [old, young] = [before, after].map((document) => at(document, ...field.split('.')) ?? defaults[field]);
    if (kept.includes(field) && young === undefined) return false;
    // what was filled in is not in the old document: a Service of which nothing is known has an address, and cannot lose it
    if (kept.includes(field) && old === undefined && young !== 'None') return false;
    return !isDeepStrictEqual(old, young);
  });
}

function sealedFields(kind: string, before: KubernetesDocument, after: KubernetesDocument): string[] {
  if ((kind !== '/ConfigMap' && kind !== '/Secret') || before.immutable !== true) return [];
  return SEALED.filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

/** A claim may grow and never shrinks. */
function shrunkFields(kind: string, before: KubernetesDocument, after: KubernetesDocument): string[] {
  if (kind !== '/PersistentVolumeClaim') return [];
  const [old, young] = [before, after].map((document) => textOf(at(document, ...STORAGE.split('.'))));
  if (old === undefined || young === undefined) return [];
  return Quantity.parse(young).compareTo(Quantity.parse(old)) < 0n ? [STORAGE] : [];
}

const STORAGE = 'spec.resources.requests.storage';

function podFields(kind: string, before: KubernetesDocument, after: KubernetesDocument): string[] {
  if (kind !== '/Pod') return [];
  return differences(before.spec, after.spec, 'spec').filter((field) => !CHANGEABLE_IN_A_POD.test(field));
}
