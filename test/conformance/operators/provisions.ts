import { type Cluster } from '../cluster/cluster';
import { installExternalSecrets, OPERATOR_IMAGE } from './external-secrets';
import { SHOP } from './needy-program';
import { untilServed } from './until-served';

/** Something that a cluster may lack. */
export interface Provision {
  /** What `doctor` calls it. */
  readonly need: string;
  /** What `doctor` finds without it. */
  readonly without: string;
  /** Start of how `doctor` says to install it. */
  readonly remedy: string;
  /** What `doctor` finds with it. */
  readonly withIt: string;
  /** Does half of it, after which it is still missing. @default there is no half */
  readonly almost?: readonly [found: string, provide: (cluster: Cluster) => Promise<unknown>];
  /** Does what the remedy says. */
  provide(cluster: Cluster): Promise<unknown>;
}

const object = (apiVersion: string, kind: string, name: string, fields: object, namespace?: string): object => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  ...fields,
});

const apply =
  (...documents: object[]) =>
  ({ kubectl }: Cluster): Promise<unknown> =>
    kubectl.apply(documents);

const storageClass = (name: string, annotations: object = {}): object => ({
  ...object('storage.k8s.io/v1', 'StorageClass', name, { provisioner: 'example.com/disks' }),
  metadata: { name, annotations },
});

/** GPUs as a device plugin would announce them. */
const gpus =
  (count: number) =>
  ({ kubectl, node }: Cluster): Promise<unknown> => {
    const amounts = { 'nvidia.com/gpu': String(count) };
    const patch = JSON.stringify({ status: { capacity: amounts, allocatable: amounts } });
    return kubectl.run(['patch', 'node', node.name, '--subresource=status', '--type=merge', '-p', patch]);
  };

/** Stands in for the definitions of cert-manager, of which `doctor` looks at the names only. */
const CERTIFICATE_KINDS = [
  ['Certificate', 'certificates'],
  ['Issuer', 'issuers'],
].map(([kind = '', plural = '']) =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `${plural}.cert-manager.io`, {
    spec: {
      group: 'cert-manager.io',
      scope: 'Namespaced',
      names: { kind, plural },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  }),
);

const issuer = (status: string): object => {
  const conditions = [{ type: 'Ready', status, message: 'the authority is asleep' }];
  return object('cert-manager.io/v1', 'Issuer', 'ca', { spec: {}, status: { conditions } }, SHOP);
};

const pullSecret = (type: string, key: string): object =>
  object('v1', 'Secret', 'registry', { type, stringData: { [key]: '{"auths":{}}' } }, SHOP);

/** In an order in which each can be done. */
export const PROVISIONS: readonly Provision[] = [
  {
    need: 'ExternalSecret of external-secrets.io/v1',
    without: 'not served',
    remedy: 'Install External Secrets Operator: https://',
    withIt: `External Secrets Operator: ${OPERATOR_IMAGE}`,
    provide: installExternalSecrets,
  },
  {
    need: 'Certificate of cert-manager.io/v1',
    without: 'not served',
    remedy: 'Install cert-manager: https://',
    withIt: 'served',
    provide: async ({ kubectl }) => {
      await kubectl.apply(CERTIFICATE_KINDS);
      await untilServed(kubectl, 'cert-manager.io', ['certificates', 'issuers']);
    },
  },
  {
    need: `certificate issuer Issuer ${SHOP}/ca`,
    without: 'not there',
    remedy: 'Make the issuer and see that it becomes ready: https://',
    almost: ['not ready: the authority is asleep', apply(issuer('False'))],
    withIt: 'ready',
    provide: apply(issuer('True')),
  },
  {
    need: 'storage class fast',
    without: 'classes there: none',
    remedy: 'Install a storage driver with a class of that name',
    withIt: 'fast, by example.com/disks',
    provide: apply(storageClass('fast')),
  },
  {
    need: 'default storage class',
    without: 'classes there: fast',
    remedy: 'Install a storage driver with a class of that name',
    withIt: 'disks, by example.com/disks',
    provide: apply(storageClass('disks', { 'storageclass.kubernetes.io/is-default-class': 'true' })),
  },
  {
    need: 'a node with 2 nvidia.com/gpu',
    without: 'none of 1 nodes has any',
    remedy: 'Add nodes with GPUs and the NVIDIA device plugin',
    almost: ['1 of 1 nodes have some, at most 1 each', gpus(1)],
    withIt: '1 of 1 nodes have some, at most 2 each',
    provide: gpus(2),
  },
  {
    need: `image pull secret ${SHOP}/registry`,
    without: 'not there',
    remedy: `kubectl --namespace ${SHOP} create secret generic registry --type=kubernetes.io/dockerconfigjson`,
    almost: ['there, of type Opaque', apply(pullSecret('Opaque', 'config'))],
    withIt: 'there, of type kubernetes.io/dockerconfigjson',
    provide: async (cluster) => {
      await cluster.kubectl.run(['-n', SHOP, 'delete', 'secret', 'registry']); // its type cannot be changed
      await apply(pullSecret('kubernetes.io/dockerconfigjson', '.dockerconfigjson'))(cluster);
    },
  },
  {
    need: `Secret ${SHOP}/by-hand`,
    without: 'not there',
    remedy: 'Make it, with a secrets operator or by hand',
    withIt: 'there, of type Opaque',
    provide: apply(object('v1', 'Secret', 'by-hand', { stringData: { key: 'made up' } }, SHOP)),
  },
  {
    need: `claim ${SHOP}/data`,
    without: 'not there',
    remedy: `Make the PersistentVolumeClaim data in namespace ${SHOP}`,
    withIt: 'there',
    provide: apply(
      object(
        'v1',
        'PersistentVolumeClaim',
        'data',
        { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
        SHOP,
      ),
    ),
  },
  {
    need: 'runtime class gvisor',
    without: 'not there',
    remedy: 'Make the RuntimeClass gvisor: https://',
    withIt: 'there',
    provide: apply(object('node.k8s.io/v1', 'RuntimeClass', 'gvisor', { handler: 'runsc' })),
  },
  {
    need: 'priority class urgent',
    without: 'not there',
    remedy: 'Make the PriorityClass urgent: https://',
    withIt: 'there',
    provide: apply(object('scheduling.k8s.io/v1', 'PriorityClass', 'urgent', { value: 1000 })),
  },
];

/** Takes away what an earlier run left on a kept cluster. */
export async function withdrawAll({ kubectl, node }: Cluster): Promise<void> {
  const kinds = {
    'cert-manager.io': ['certificates', 'issuers'],
    'external-secrets.io': ['secretstores', 'externalsecrets'],
  };
  const namespaces = [SHOP, 'external-secrets', 'vault', 'reader', 'forgetful', 'thief', 'impostor'];
  await kubectl.run([
    ...['delete', '--ignore-not-found'],
    ...Object.entries(kinds).flatMap(([group, plurals]) => plurals.map((plural) => `crd/${plural}.${group}`)),
    ...namespaces.map((name) => `namespace/${name}`),
    ...['storageclass/fast', 'storageclass/disks', 'runtimeclass/gvisor', 'priorityclass/urgent'],
  ]);
  const none = { 'nvidia.com/gpu': null };
  const patch = JSON.stringify({ status: { capacity: none, allocatable: none } });
  await kubectl.run(['patch', 'node', node.name, '--subresource=status', '--type=merge', '-p', patch]);
}
