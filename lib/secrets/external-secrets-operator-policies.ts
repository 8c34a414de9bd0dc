import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { type Construct } from 'constructs';
import { Cidr, type Platform } from '../platform';
import { Peer } from '../workload';
import { errors } from './errors';

/** Where the operator runs and what it reaches. */
export interface ExternalSecretsOperatorPoliciesProps {
  /** Where it runs; its networks of the API server and of the nodes must be known. */
  readonly platform: Platform;
  /**
   * Addresses of the provider, reached on port 443: on OCI those of the region's services, which the service gateway routes and
   * https://docs.oracle.com/iaas/tools/public_ip_ranges.json lists under the tag OSN.
   */
  readonly providerCidrs: string[];
  /**
   * Namespace of the operator.
   * @default external-secrets
   */
  readonly namespace?: string;
  /**
   * Port of the operator's webhook, which the API server calls.
   * @default 10250
   */
  readonly webhookPort?: number;
}

/** TCP port of the API server, and of its proxy on OKE that hands out workload identities. */
const API_SERVER = 6443;
const WORKLOAD_IDENTITY = 12250;

/**
 * Leaves the operator the API server, the provider and names; and of those who call it, the API server. Under Cilium a range means no
 * node unless it runs with `policyCIDRMatchMode: nodes`, so where the API server runs on a node the operator needs that setting.
 */
export class ExternalSecretsOperatorPolicies extends Chart {
  /** @throws if no network is named for what it must reach, or a network holds metadata addresses */
  public constructor(scope: Construct, id: string, props: ExternalSecretsOperatorPoliciesProps) {
    super(scope, id, { namespace: props.namespace ?? 'external-secrets' });
    const { platform, providerCidrs } = props;
    const apiServer = platform.apiServerCidrs.map(String);
    const nodes = platform.nodeCidrs.map(String);
    if (apiServer.length === 0) throw errors.rangesMissing('platform.apiServerCidrs', this.node.path);
    if (providerCidrs.length === 0) throw errors.rangesMissing('providerCidrs', this.node.path);
    const provider = providerCidrs.map((range) => Peer.cidr(Cidr.parse(range).toString())._selector);
    const tcp = (...ports: number[]): k8s.NetworkPolicyPort[] =>
      ports.map((port) => ({ port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' }));
    const blocks = (ranges: readonly string[]): k8s.NetworkPolicyPeer[] =>
      ranges.map((cidr) => ({ ipBlock: { cidr } }));
    new k8s.KubeNetworkPolicy(this, 'Policy', {
      metadata: { name: 'external-secrets-operator' },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: blocks([...apiServer, ...nodes]), ports: tcp(props.webhookPort ?? 10250) }],
        egress: [
          {
            to: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': platform.clusterDnsNamespace },
                },
                podSelector: { matchLabels: platform.clusterDnsLabels },
              },
            ],
            ports: ['UDP', 'TCP'].map((protocol) => ({ port: k8s.IntOrString.fromNumber(53), protocol })),
          },
          {
            to: blocks(apiServer),
            ports: tcp(API_SERVER, ...(platform.region === undefined ? [] : [WORKLOAD_IDENTITY])),
          },
          { to: provider, ports: tcp(443) },
        ],
      },
    });
  }
}
