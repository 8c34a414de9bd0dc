/**
 * Lets the runs ask the API server. Under Cilium one that runs on a node is an entity of its own, which no range of addresses of a
 * NetworkPolicy means by default; elsewhere `apiServerCidrs` of the platform does it.
 */
export const API_SERVER_CONNECTION = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'api-server', namespace: 'pipelines' },
  spec: {
    endpointSelector: {
      matchExpressions: [
        {
          key: 'secure-llm.dev/workload',
          operator: 'In',
          values: ['rule-set-release', 'model-release'],
        },
      ],
    },
    egress: [
      {
        toEntities: ['kube-apiserver'],
        toPorts: [{ ports: [{ port: '6443', protocol: 'TCP' }] }],
      },
    ],
  },
};
