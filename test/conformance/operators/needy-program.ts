/** Namespace of the program. */
export const SHOP = 'shop';

const object = (apiVersion: string, kind: string, name: string, fields: object = {}): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace: SHOP },
  ...fields,
});

const secretVolume = (secretName: string): object => ({ name: secretName, secret: { secretName } });

/**
 * One of everything that a cluster may lack.
 *
 * @param version the Kubernetes that it was written for, `1.36`
 */
export function needyProgram(version: string): object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: SHOP, labels: { 'pod-security.kubernetes.io/enforce-version': `v${version}` } },
    },
    object('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { spec: { podSelector: {} } }),
    object('v1', 'PersistentVolumeClaim', 'fast', { spec: { storageClassName: 'fast' } }),
    object('v1', 'PersistentVolumeClaim', 'plain', { spec: {} }),
    object('external-secrets.io/v1', 'ExternalSecret', 'from-vault'),
    object('cert-manager.io/v1', 'Certificate', 'web', { spec: { issuerRef: { name: 'ca' }, secretName: 'web-tls' } }),
    object('v1', 'Pod', 'web', {
      spec: {
        runtimeClassName: 'gvisor',
        priorityClassName: 'urgent',
        imagePullSecrets: [{ name: 'registry' }],
        containers: [{ name: 'web', resources: { limits: { 'nvidia.com/gpu': '2' } } }],
        volumes: [
          ...['by-hand', 'from-vault', 'web-tls'].map(secretVolume),
          { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        ],
      },
    }),
  ];
}
