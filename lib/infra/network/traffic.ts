/** Number of a protocol, as the rules of network security groups write it. */
const TCP = '6';
const UDP = '17';
const ICMP = '1';

/** What passes: a protocol with a range of ports, or with a type of message. */
export class Traffic {
  /** TCP to one port, or to a range of them, both ends included. */
  public static tcp(first: number, last: number = first): Traffic {
    return new Traffic('tcp', TCP, { min: first, max: last });
  }

  /** UDP to one port, or to a range of them, both ends included. */
  public static udp(first: number, last: number = first): Traffic {
    return new Traffic('udp', UDP, { min: first, max: last });
  }

  /** TCP to any port. */
  public static get anyTcp(): Traffic {
    return Traffic.tcp(1, 65535);
  }

  /** UDP to any port. */
  public static get anyUdp(): Traffic {
    return Traffic.udp(1, 65535);
  }

  /** "Fragmentation needed" (type 3, code 4), without which large packets vanish on some paths (RFC 1191). */
  public static get pathMtu(): Traffic {
    return new Traffic('path-mtu', ICMP);
  }

  private constructor(
    private readonly name: string,
    /** Number of the protocol. */
    public readonly protocol: string,
    private readonly range?: { readonly min: number; readonly max: number },
  ) {}

  /** `tcp-6443`, `udp-30000-32767`, `path-mtu`: part of a rule's id. */
  public get id(): string {
    if (this.range === undefined) return this.name;
    const { min, max } = this.range;
    if (min === 1 && max === 65535) return this.name;
    return min === max ? `${this.name}-${min}` : `${this.name}-${min}-${max}`;
  }

  /** The fields of a rule that say what passes. */
  public get ruleFields() {
    const options = this.range === undefined ? undefined : { destinationPortRange: this.range };
    return {
      protocol: this.protocol,
      tcpOptions: this.protocol === TCP ? options : undefined,
      udpOptions: this.protocol === UDP ? options : undefined,
      icmpOptions: this.protocol === ICMP ? { type: 3, code: 4 } : undefined,
    };
  }
}
