import { k8s } from 'cdk8s-plus-28';
import { type Peer } from './peer';
import { type Port } from './port';

/** A peer and a port that is open between it and the workload. */
export interface PolicyRule {
  /** The other end. */
  readonly peer: Peer;
  /** What is open. */
  readonly port: Port;
}

/** The rules of one NetworkPolicy in one direction: a set, so the order in which they are declared leaves no trace. */
export class PolicyRules {
  private readonly rules = new Map<string, PolicyRule>();

  /** Adds the rule; a rule that is there already stays as it is. */
  add(peer: Peer, port: Port): void {
    const key = `${JSON.stringify(peer._selector)} ${port.toString()}`;
    if (!this.rules.has(key)) this.rules.set(key, { peer, port });
  }

  /** All rules in a fixed order. */
  list(): PolicyRule[] {
    return [...this.rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
  }

  /** Whether any peer is looked up in DNS. */
  get needNames(): boolean {
    return this.list().some(({ peer }) => peer.reachedByName);
  }

  /**
   * One entry per peer with the ports that it shares; a rule without peer or without ports, which would mean everyone or
   * every port, cannot arise.
   */
  perPeer(): { peer: k8s.NetworkPolicyPeer; ports: k8s.NetworkPolicyPort[] }[] {
    const byPeer = new Map<string, { peer: Peer; ports: Port[] }>();
    for (const { peer, port } of this.list()) {
      const key = JSON.stringify(peer._selector);
      const entry = byPeer.get(key) ?? { peer, ports: [] };
      entry.ports.push(port);
      byPeer.set(key, entry);
    }
    return [...byPeer.values()].map(({ peer, ports }) => ({
      peer: peer._selector,
      ports: ports.sort((a, b) => a.number - b.number || (a.protocol < b.protocol ? -1 : 1)).map(policyPort),
    }));
  }
}

/** The port as a NetworkPolicy writes it. */
export function policyPort(port: Port): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port.number), protocol: port.protocol };
}
