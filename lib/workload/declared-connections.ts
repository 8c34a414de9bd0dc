import { type DeclaredConnection, type DeclaredPeer } from '../assurance/claims';
import { clusterDns } from './cluster-dns';
import { type ZoneMember } from './zone-member';

/** Every connection that the members of zones declare, DNS included, as the claims compare it with the policies. */
export function declaredConnections(members: readonly ZoneMember[]): DeclaredConnection[] {
  return members.flatMap((member) => {
    const own: DeclaredPeer = member.peer._selector;
    const { _ingress: ingress, _egress: egress } = member.connections;
    const { peer: dns, ports } = clusterDns(member.zone.platform);
    return [
      ...ingress.list().map(({ peer, port }) => ({ from: peer._selector, to: own, port: port.toString() })),
      ...egress.list().map(({ peer, port }) => ({ from: own, to: peer._selector, port: port.toString() })),
      ...(egress.needNames ? ports.map((port) => ({ from: own, to: dns, port: port.toString() })) : []),
    ];
  });
}
