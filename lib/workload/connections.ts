import { type Connection } from './connection';
import { errors } from './errors';
import { type IPeer, type Peer } from './peer';
import { PolicyRules } from './policy-rules';
import { type Port } from './port';

/**
 * Who may connect to a workload, and to whom it may connect. Everything else is closed. A connection is declared once, on
 * either side; both sides' network policies are rendered when both are ours. Declaring it again changes nothing.
 */
export class Connections {
  private readonly ingress = new PolicyRules();
  private readonly egress = new PolicyRules();

  /** @internal */
  constructor(
    private readonly owner: IPeer,
    private readonly served: readonly Port[],
    private readonly path: string,
  ) {}

  /**
   * Lets the workload open connections to the peer. A peer that is reached by name also opens DNS.
   * @param port of the peer. Default: the first port that the peer serves, if it is a workload of this program
   * @throws if no port is named and the peer has none, or if the peer is ours and does not serve the port
   */
  allowTo(peer: IPeer, port?: Port): void {
    const other = peer.peer;
    const opened = port ?? other.defaultPort;
    if (opened === undefined) throw errors.connectionWithoutPort(other.toString(), this.path);
    if (other._openReason !== undefined) throw errors.connectionToAnyone(this.path);
    other._connections?.acceptFrom(this.owner.peer, opened);
    this.egress.add(other, opened);
  }

  /**
   * Lets the peer open connections to the workload.
   * @param port of the workload. Default: the first port that it serves
   * @throws if the workload does not serve the port, or none at all
   */
  allowFrom(peer: IPeer, port?: Port): void {
    const other = peer.peer;
    const opened = port ?? this.served[0];
    if (opened === undefined) throw errors.connectionWithoutPort(this.owner.peer.toString(), this.path);
    this.acceptFrom(other, opened);
    other._connections?.egress.add(this.owner.peer, opened);
  }

  /** Connections that the workload may open, sorted; without DNS. */
  get outgoing(): Connection[] {
    return this.egress.list().map(({ peer, port }) => ({
      from: this.owner.peer.toString(),
      to: peer.toString(),
      port: port.toString(),
    }));
  }

  /** Connections that the workload accepts, sorted. */
  get incoming(): Connection[] {
    return this.ingress.list().map(({ peer, port }) => ({
      from: peer.toString(),
      to: this.owner.peer.toString(),
      port: port.toString(),
    }));
  }

  /**
   * Why ports are open to everyone, by port.
   * @internal
   */
  get _openPorts(): [string, string][] {
    return this.ingress.list().flatMap(({ peer, port }) => {
      return peer._openReason === undefined
        ? []
        : [[port.toString().toLowerCase().replace('/', '-'), peer._openReason]];
    });
  }

  /**
   * Rules of the ingress policy.
   * @internal
   */
  get _ingress(): PolicyRules {
    return this.ingress;
  }

  /**
   * Rules of the egress policy.
   * @internal
   */
  get _egress(): PolicyRules {
    return this.egress;
  }

  private acceptFrom(peer: Peer, port: Port): void {
    if (!this.served.some((each) => each.toString() === port.toString())) {
      throw errors.portNotServed(port.toString(), this.served.map(String), this.path);
    }
    this.ingress.add(peer, port);
  }
}
