import { type Platform } from '../platform';
import { LabelKey } from './labels';
import { Port } from './port';

/** Where a pod looks up names, as a network policy selects it. */
export interface ClusterDns {
  /** The pods that answer, by namespace and label. */
  readonly peer: { readonly namespaceSelector: object; readonly podSelector: object };
  /** Both protocols, because long answers come over TCP. */
  readonly ports: readonly Port[];
}

/** The DNS of the cluster. */
export function clusterDns(platform: Platform): ClusterDns {
  return {
    peer: {
      namespaceSelector: { matchLabels: { [LabelKey.NAMESPACE_NAME]: platform.clusterDnsNamespace } },
      podSelector: { matchLabels: platform.clusterDnsLabels },
    },
    ports: [Port.tcp(53), Port.udp(53)],
  };
}
