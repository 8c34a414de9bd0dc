import { FlowEnd, type Flow } from './flow';
import { type SubnetPlan } from './subnet-plan';
import { Traffic } from './traffic';

/** A network outside of the VCN that nodes and pods may connect to. */
export interface EgressNetwork {
  /** The network, like `192.0.2.0/24`. */
  readonly cidr: string;
  /**
   * TCP ports.
   * @default [443]
   */
  readonly ports?: readonly number[];
}

/** What the rules of a cluster's network depend on. */
export interface ClusterFlowsProps {
  /** Which addresses each subnet has. */
  readonly plan: SubnetPlan;
  /** Networks that may open HTTPS connections to load balancers. */
  readonly clientCidrs: readonly string[];
  /** Networks that may open connections to the Kubernetes API beside the bastion. */
  readonly administratorCidrs: readonly string[];
  /** Networks outside of the VCN that nodes and pods may connect to. */
  readonly egress: readonly EgressNetwork[];
  /** Whether nodes and pods may open TCP connections to every address. */
  readonly internetEgress: boolean;
  /** Whether there is a subnet for databases. */
  readonly database: boolean;
}

const KUBERNETES_API = 6443;
/** Where nodes and pods get tokens of their identity from, among others. */
const OKE_PROXYMUX = 12250;
const KUBELET = 10250;
const KUBE_PROXY_HEALTH = 10256;
const MYSQL = [3306, 33060];

const controlPlane = FlowEnd.group('control-plane');
const workers = FlowEnd.group('workers');
const pods = FlowEnd.group('pods');
const loadBalancer = FlowEnd.group('load-balancer');
const database = FlowEnd.group('database');

/**
 * Who talks to whom in a private cluster with VCN-native pods. Ports and directions as in `terraform-oci-oke` and Oracle's landing
 * zone for OKE (both read 2026-08), but for their egress to 0.0.0.0/0. These groups hold for all pods of a pool: they do not take
 * the place of NetworkPolicies.
 */
export function clusterFlows(props: ClusterFlowsProps): Flow[] {
  return [
    ...toControlPlane(props),
    ...fromControlPlane(),
    ...betweenNodesAndPods(),
    ...throughLoadBalancer(props.clientCidrs),
    ...pathMtu(props),
    ...egress(props),
    ...(props.database
      ? MYSQL.map((port) => flow(pods, database, Traffic.tcp(port), 'MySQL protocol for the metadata of pipelines'))
      : []),
  ];
}

function toControlPlane({ plan, administratorCidrs }: ClusterFlowsProps): Flow[] {
  const tokens = 'tokens of workload identity, and the node bootstrap';
  return [
    ...[workers, pods, controlPlane].flatMap((from) => [
      flow(from, controlPlane, Traffic.tcp(KUBERNETES_API), 'Kubernetes API'),
      flow(from, controlPlane, Traffic.tcp(OKE_PROXYMUX), tokens),
    ]),
    flow(
      FlowEnd.network('bastion', String(plan.cidr('bastion'))),
      controlPlane,
      Traffic.tcp(KUBERNETES_API),
      'Kubernetes API for people, through the bastion',
    ),
    ...administratorCidrs.map((cidr) =>
      flow(
        FlowEnd.network(`administrators-${asId(cidr)}`, cidr),
        controlPlane,
        Traffic.tcp(KUBERNETES_API),
        'Kubernetes API for people',
      ),
    ),
  ];
}

const fromControlPlane = (): Flow[] => [
  flow(controlPlane, workers, Traffic.tcp(KUBELET), 'kubelet: logs, exec, metrics'),
  flow(controlPlane, pods, Traffic.anyTcp, 'admission webhooks and aggregated APIs, on ports of their choice'),
];

const betweenNodesAndPods = (): Flow[] =>
  [
    [workers, workers],
    [workers, pods],
    [pods, workers],
    [pods, pods],
  ].flatMap(([from, to]) => [
    flow(from!, to!, Traffic.anyTcp, 'inside of the cluster, where NetworkPolicies decide'),
    flow(from!, to!, Traffic.anyUdp, 'inside of the cluster, where NetworkPolicies decide'),
  ]);

const throughLoadBalancer = (clientCidrs: readonly string[]): Flow[] => [
  ...clientCidrs.map((cidr) =>
    flow(FlowEnd.network(`clients-${asId(cidr)}`, cidr), loadBalancer, Traffic.tcp(443), 'clients, HTTPS only'),
  ),
  flow(loadBalancer, workers, Traffic.tcp(30000, 32767), 'node ports'),
  flow(loadBalancer, workers, Traffic.udp(30000, 32767), 'node ports'),
  flow(loadBalancer, workers, Traffic.tcp(KUBE_PROXY_HEALTH), 'health of kube-proxy'),
  flow(loadBalancer, pods, Traffic.anyTcp, 'pods as backends'),
];

function pathMtu({ plan }: ClusterFlowsProps): Flow[] {
  const vcn = FlowEnd.network('vcn', String(plan.vcn));
  return [controlPlane, workers, pods, loadBalancer].flatMap((group) => [
    flow(vcn, group, Traffic.pathMtu, 'path MTU discovery'),
    flow(group, vcn, Traffic.pathMtu, 'path MTU discovery'),
  ]);
}

function egress({ egress, internetEgress }: ClusterFlowsProps): Flow[] {
  const toServices = [controlPlane, workers, pods].map((from) =>
    flow(
      from,
      FlowEnd.oracleServices,
      Traffic.anyTcp,
      'registry, vault, object storage and other services of the region',
    ),
  );
  const named = egress.flatMap(({ cidr, ports = [443] }) =>
    [workers, pods].flatMap((from) =>
      ports.map((port) =>
        flow(from, FlowEnd.network(`outside-${asId(cidr)}`, cidr), Traffic.tcp(port), 'outside of the VCN, asked for'),
      ),
    ),
  );
  const everywhere = [workers, pods].map((from) =>
    flow(from, FlowEnd.network('internet', '0.0.0.0/0'), Traffic.anyTcp, 'the whole internet, asked for'),
  );
  return [...toServices, ...named, ...(internetEgress ? everywhere : [])];
}

const flow = (from: FlowEnd, to: FlowEnd, traffic: Traffic, description: string): Flow => ({
  from,
  to,
  traffic,
  description,
});

const asId = (cidr: string): string => cidr.replace(/[^0-9a-f]+/g, '-');
