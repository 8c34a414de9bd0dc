import { Cidr } from '../../platform';
import { problems } from '../problems';

/** The subnets of a cluster's network. */
export type SubnetName = 'controlPlane' | 'workers' | 'pods' | 'loadBalancer' | 'bastion' | 'database';

/** Networks of the subnets; one that is left out is cut from the VCN's network. */
export type SubnetCidrs = { readonly [name in SubnetName]?: string };

/**
 * The longest mask of each subnet. The control plane's is that of Oracle's landing zone; the others are the least with which a
 * cluster can still replace a node.
 */
const LONGEST_MASKS: Readonly<Record<SubnetName, number>> = {
  controlPlane: 29,
  workers: 28,
  pods: 24,
  loadBalancer: 28,
  bastion: 29,
  database: 29,
};

/** The largest network that a VCN can have. */
const SHORTEST_VCN_MASK = 16;
/** The longest mask of a VCN that the default cut below fits into. */
const LONGEST_CUT_MASK = 20;
/** The longest mask of a VCN whose subnets are all given. */
const LONGEST_VCN_MASK = 23;
/** Link-local addresses (RFC 3927); the metadata service and the resolver of OCI have some of them. */
const LINK_LOCAL = Cidr.parse('169.254.0.0/16');
/** Addresses of each subnet that OCI keeps: the first two and the last. */
const KEPT_ADDRESSES = 3;

/** Which addresses each subnet has. */
export class SubnetPlan {
  /**
   * Cuts a VCN's network as Oracle's landing zone does: half for pods, an eighth for nodes, small ones for the rest.
   * @throws if a given network does not parse
   */
  public static of(vcn: Cidr, given: SubnetCidrs): SubnetPlan {
    const cut = defaultCut(vcn);
    const cidrs = Object.keys(LONGEST_MASKS).map((name) => {
      const text = given[name as SubnetName];
      return [name as SubnetName, text === undefined ? cut?.[name as SubnetName] : Cidr.parse(text)] as const;
    });
    return new SubnetPlan(vcn, new Map(cidrs.flatMap(([name, cidr]) => (cidr ? [[name, cidr]] : []))));
  }

  private constructor(
    /** The VCN's network. */
    public readonly vcn: Cidr,
    private readonly cidrs: ReadonlyMap<SubnetName, Cidr>,
  ) {}

  /** Network of a subnet; the VCN's own where it is too small to be cut, which `problems` reports. */
  public cidr(name: SubnetName): Cidr {
    return this.cidrs.get(name) ?? this.vcn;
  }

  /** Addresses of a subnet that machines and pods can have. */
  public usableAddresses(name: SubnetName): number {
    return this.cidr(name).addresses - KEPT_ADDRESSES;
  }

  /** What is wrong with the sizes and places. */
  public get problems(): string[] {
    const entries = [...this.cidrs];
    const smallest = entries.length < Object.keys(LONGEST_MASKS).length ? LONGEST_CUT_MASK : LONGEST_VCN_MASK;
    const { prefixLength, ipVersion } = this.vcn;
    if (ipVersion !== 4) return [problems.ipv6('network', String(this.vcn))];
    if (prefixLength < SHORTEST_VCN_MASK || prefixLength > smallest) {
      return [problems.vcnSize(String(this.vcn), `/${smallest}`)];
    }
    if (this.vcn.overlaps(LINK_LOCAL)) return [problems.linkLocal(String(this.vcn))];
    return entries.flatMap(([name, cidr], at) => [
      ...(this.vcn.contains(cidr) ? [] : [problems.subnetOutside(name, String(cidr), String(this.vcn))]),
      ...(cidr.prefixLength <= LONGEST_MASKS[name] || cidr.ipVersion !== 4
        ? []
        : [problems.subnetTooSmall(name, String(cidr), LONGEST_MASKS[name])]),
      ...entries
        .slice(0, at)
        .filter(([, other]) => other.overlaps(cidr))
        .map(([other, otherCidr]) => problems.subnetsOverlap(other, String(otherCidr), name, String(cidr))),
    ]);
  }
}

/**
 * Of eighths, by number: 0 the load balancer's, 1 the small ones', 2 the workers', 4 to 7 the pods'. Sizes as in Oracle's landing
 * zone: pods /21, /19, /17 and workers /23, /22, /19 of a VCN with /20, /18, /16.
 */
function defaultCut(vcn: Cidr): Readonly<Record<SubnetName, Cidr>> | undefined {
  if (vcn.ipVersion !== 4 || vcn.prefixLength < SHORTEST_VCN_MASK || vcn.prefixLength > LONGEST_CUT_MASK)
    return undefined;
  const eighth = (index: number): Cidr => vcn.subnet(vcn.prefixLength + 3, index);
  const small = (index: number): Cidr => eighth(1).subnet(28, index);
  return {
    controlPlane: small(0),
    bastion: small(1),
    database: small(2),
    loadBalancer: eighth(0).subnet(Math.min(26, vcn.prefixLength + 8), 0),
    workers: eighth(2),
    pods: vcn.subnet(vcn.prefixLength + 1, 1),
  };
}
