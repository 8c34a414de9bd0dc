/** Addresses of the cluster. All of them exist only inside the node's network namespace; node-init.sh sets them up. */
export const NETWORK = {
  /** The node's own address; the API server listens here. */
  node: '10.244.0.1',
  nodes: '10.244.0.0/24',
  pods: '10.245.0.0/16',
  services: '10.96.0.0/16',
  /** The `kubernetes` Service: always the first address of the range. */
  apiServerService: '10.96.0.1',
  /** The `kube-dns` Service. */
  dnsService: '10.96.0.10',
  /** A host outside the cluster (RFC 5737), in a network namespace of its own. */
  outsideHost: '198.51.100.10',
  /** The clouds' metadata address; answered by the outside host's namespace, never by a real cloud. */
  metadata: '169.254.169.254',
  apiServerPort: 6443,
} as const;
