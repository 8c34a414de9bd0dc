import { type DeclaredConnection, type DeclaredPeer } from '../assurance/claims';
import { clusterDns } from './cluster-dns';
import { type HardenedWorkload } from './hardened-workload';

/** Every connection that the workloads declare, DNS included, as the claims compare it with the policies. */
export function declaredConnections(workloads: readonly HardenedWorkload[]): DeclaredConnection[] {
  return workloads.flatMap((workload) => {
    const own: DeclaredPeer = workload.peer._selector;
    const { _ingress: ingress, _egress: egress } = workload.connections;
    const { peer: dns, ports } = clusterDns(workload.zone.platform);
    return [
      ...ingress.list().map(({ peer, port }) => ({ from: peer._selector, to: own, port: port.toString() })),
      ...egress.list().map(({ peer, port }) => ({ from: own, to: peer._selector, port: port.toString() })),
      ...(egress.needNames ? ports.map((port) => ({ from: own, to: dns, port: port.toString() })) : []),
    ];
  });
}
