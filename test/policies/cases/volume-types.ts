import { deployment, pod, DIGEST } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('there are none', pod()),
  allows(
    'they are files, scratch space, claims and images',
    pod({
      spec: {
        volumes: [
          { name: 'rules', configMap: { name: 'rules' } },
          { name: 'key', secret: { secretName: 'key' } },
          { name: 'scratch', emptyDir: {} },
          { name: 'about', downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
          { name: 'all', projected: { sources: [{ configMap: { name: 'rules' } }] } },
          { name: 'weights', persistentVolumeClaim: { claimName: 'weights' } },
          { name: 'vault', csi: { driver: 'secrets-store.csi.k8s.io' } },
          { name: 'model', image: { reference: `localhost/model@${DIGEST}` } },
        ],
      },
    }),
  ),
  denies('one is a path of the node', pod({ spec: { volumes: [{ name: 'node', hostPath: { path: '/' } }] } })),
  denies(
    'one is a network share',
    deployment({ spec: { volumes: [{ name: 'share', nfs: { server: '10.0.0.1', path: '/' } }] } }),
  ),
  denies(
    'one of several is',
    pod({
      spec: {
        volumes: [
          { name: 'scratch', emptyDir: {} },
          { name: 'node', hostPath: { path: '/run' } },
        ],
      },
    }),
  ),
];
