import { IntervalSet } from './interval-set';

/** Transport protocols that a NetworkPolicy tells apart. What it does with others, ICMP say, is left to the network. */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** A transport protocol of a NetworkPolicy. */
export type Protocol = (typeof PROTOCOLS)[number];

/** One port of one protocol. */
export interface ProtocolPort {
  /** Transport protocol. */
  readonly protocol: Protocol;
  /** From 1 to 65535. */
  readonly port: number;
}

const FIRST = 1;
const LAST = 65535;

/** A set of ports, each with its protocol: TCP 53 and UDP 53 are two. */
export class PortSet {
  static readonly NONE = new PortSet(new Map());
  static readonly ALL = PROTOCOLS.map((protocol) => PortSet.of(protocol)).reduce((all, each) => all.union(each));

  /** @returns the ports of the protocol from `first` to `last`, both included */
  static of(protocol: Protocol, first = FIRST, last = LAST): PortSet {
    const ports = IntervalSet.of(BigInt(first), BigInt(last));
    return ports.isEmpty ? PortSet.NONE : new PortSet(new Map([[protocol, ports]]));
  }

  /** @returns one port */
  static single(protocol: Protocol, port: number): PortSet {
    return PortSet.of(protocol, port, port);
  }

  private constructor(private readonly ports: ReadonlyMap<Protocol, IntervalSet>) {}

  /** Whether no port is in it. */
  get isEmpty(): boolean {
    return this.ports.size === 0;
  }

  /** Whether the port is in it. */
  has({ protocol, port }: ProtocolPort): boolean {
    return this.ports.get(protocol)?.has(BigInt(port)) ?? false;
  }

  /** @returns ports of either */
  union(other: PortSet): PortSet {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    return this.combine(other, (a, b) => a.union(b));
  }

  /** @returns ports of both */
  intersect(other: PortSet): PortSet {
    return this === other ? this : this.combine(other, (a, b) => a.intersect(b));
  }

  /** @returns ports of this one that the other lacks */
  subtract(other: PortSet): PortSet {
    return this === other ? PortSet.NONE : this.combine(other, (a, b) => a.subtract(b));
  }

  /** The lowest port of the first protocol: a witness that the set is not empty. */
  get example(): ProtocolPort | undefined {
    for (const protocol of PROTOCOLS) {
      const first = this.ports.get(protocol)?.intervals[0]?.first;
      if (first !== undefined) return { protocol, port: Number(first) };
    }
    return undefined;
  }

  /** `TCP/80`, `TCP/8000-8010 UDP/53`, `UDP/*`, `every port`. */
  toString(): string {
    if (this.isEmpty) return 'no port';
    if (PROTOCOLS.every((protocol) => isAll(this.ports.get(protocol)))) return 'every port';
    return PROTOCOLS.flatMap((protocol) => {
      const ports = this.ports.get(protocol);
      if (isAll(ports)) return `${protocol}/*`;
      return (ports?.intervals ?? []).map(
        ({ first, last }) => `${protocol}/${first === last ? first : `${first}-${last}`}`,
      );
    }).join(' ');
  }

  private combine(other: PortSet, operation: (a: IntervalSet, b: IntervalSet) => IntervalSet): PortSet {
    const combined = new Map<Protocol, IntervalSet>();
    for (const protocol of PROTOCOLS) {
      const result = operation(
        this.ports.get(protocol) ?? IntervalSet.EMPTY,
        other.ports.get(protocol) ?? IntervalSet.EMPTY,
      );
      if (!result.isEmpty) combined.set(protocol, result);
    }
    return combined.size === 0 ? PortSet.NONE : new PortSet(combined);
  }
}

function isAll(ports: IntervalSet | undefined): boolean {
  const [interval, ...more] = ports?.intervals ?? [];
  return interval?.first === BigInt(FIRST) && interval.last === BigInt(LAST) && more.length === 0;
}
