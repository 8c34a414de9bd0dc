import { DocumentSet, type KubernetesDocument } from '../../../lib/assurance';
import { immutableFields } from '../../../lib/cli/diff/immutable-fields';

/** @returns what an update from one object to the other would have to change and may not */
function refused(before: object, after: object): string[] {
  const [old, young] = [before, after].map((object) => DocumentSet.of([object]).documents[0] as KubernetesDocument);
  return immutableFields(old as KubernetesDocument, young as KubernetesDocument);
}

const object = (apiVersion: string, kind: string, fields: object): object => ({
  apiVersion,
  kind,
  metadata: { name: 'x', namespace: 'y' },
  ...fields,
});
const selector = (app: string): object => ({ selector: { matchLabels: { app } } });

test.each([
  ['apps/v1', 'Deployment', { spec: selector('a') }, { spec: selector('b') }, ['spec.selector']],
  ['apps/v1', 'ReplicaSet', { spec: selector('a') }, { spec: selector('b') }, ['spec.selector']],
  ['apps/v1', 'DaemonSet', { spec: selector('a') }, { spec: selector('b') }, ['spec.selector']],
  ['apps/v1', 'StatefulSet', { spec: { serviceName: 'a' } }, { spec: { serviceName: 'b' } }, ['spec.serviceName']],
  ['apps/v1', 'StatefulSet', { spec: {} }, { spec: { podManagementPolicy: 'Parallel' } }, ['spec.podManagementPolicy']],
  [
    'apps/v1',
    'StatefulSet',
    { spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'a' } }] } },
    { spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'b' } }] } },
    ['spec.volumeClaimTemplates'],
  ],
  ['batch/v1', 'Job', { spec: { template: { a: 1 } } }, { spec: { template: { a: 2 } } }, ['spec.template']],
  ['batch/v1', 'Job', { spec: {} }, { spec: { completionMode: 'Indexed' } }, ['spec.completionMode']],
  ['batch/v1', 'Job', { spec: { completions: 1 } }, { spec: { completions: 2 } }, ['spec.completions']],
  ['v1', 'ConfigMap', { immutable: true, data: { a: '1' } }, { immutable: true, data: { a: '2' } }, ['data']],
  ['v1', 'ConfigMap', { immutable: true }, {}, ['immutable']],
  ['v1', 'Secret', { immutable: true, stringData: { a: '1' } }, { immutable: true }, ['stringData']],
  ['v1', 'Secret', {}, { type: 'kubernetes.io/tls' }, ['type']],
  ['v1', 'Service', { spec: { clusterIP: 'None' } }, { spec: { clusterIP: '10.96.0.9' } }, ['spec.clusterIP']],
  ['v1', 'Service', { spec: {} }, { spec: { clusterIP: 'None' } }, ['spec.clusterIP']],
  ['v1', 'PersistentVolumeClaim', claim('2Gi'), claim('1024Mi'), ['spec.resources.requests.storage']],
  [
    'v1',
    'PersistentVolumeClaim',
    { spec: { accessModes: ['ReadWriteOnce'] } },
    { spec: { accessModes: ['ReadWriteMany'] } },
    ['spec.accessModes'],
  ],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { name: 'a' } }, { roleRef: { name: 'b' } }, ['roleRef']],
  [
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    { roleRef: { name: 'a' } },
    { roleRef: { name: 'b' } },
    ['roleRef'],
  ],
  ['storage.k8s.io/v1', 'StorageClass', { provisioner: 'a' }, { provisioner: 'b' }, ['provisioner']],
  ['storage.k8s.io/v1', 'StorageClass', {}, { reclaimPolicy: 'Retain' }, ['reclaimPolicy']],
  ['scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }, { value: 2 }, ['value']],
  ['discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4' }, { addressType: 'IPv6' }, ['addressType']],
  ['v1', 'Pod', pod({ hostNetwork: true }), pod({}), ['spec.hostNetwork']],
])('an update of a %s %s from %j to %j is refused for %j', (apiVersion, kind, before, after, fields) => {
  expect(refused(object(apiVersion, kind, before), object(apiVersion, kind, after))).toEqual(fields);
});

test.each([
  ['apps/v1', 'Deployment', { spec: { replicas: 1 } }, { spec: { replicas: 2 } }],
  ['apps/v1', 'StatefulSet', { spec: { podManagementPolicy: 'OrderedReady' } }, { spec: {} }],
  [
    'batch/v1',
    'Job',
    { spec: { completionMode: 'Indexed', completions: 1 } },
    { spec: { completionMode: 'Indexed', completions: 2 } },
  ],
  ['batch/v1', 'CronJob', { spec: { jobTemplate: { a: 1 } } }, { spec: { jobTemplate: { a: 2 } } }],
  ['v1', 'ConfigMap', { data: { a: '1' } }, { data: { a: '2' } }],
  ['v1', 'ConfigMap', { data: { a: '1' } }, { data: { a: '2' }, immutable: true }],
  ['v1', 'Service', { spec: { clusterIP: '10.96.0.9' } }, { spec: {} }],
  ['v1', 'PersistentVolumeClaim', claim('1Gi'), claim('2Gi')],
  ['v1', 'Pod', pod({}, 'a:1'), pod({}, 'a:2')],
  ['example.org/v1', 'Deployment', { spec: selector('a') }, { spec: selector('b') }],
])('an update of a %s %s from %j to %j is possible', (apiVersion, kind, before, after) => {
  expect(refused(object(apiVersion, kind, before), object(apiVersion, kind, after))).toEqual([]);
});

function claim(storage: string): object {
  return { spec: { resources: { requests: { storage } } } };
}

function pod(fields: object, image = 'a:1'): object {
  return { spec: { containers: [{ name: 'main', image }], ...fields } };
}
