import { type Traffic } from './traffic';

/** What has a network security group of its own. */
export type GroupName = 'control-plane' | 'workers' | 'pods' | 'load-balancer' | 'database';

/** One end of a flow. */
export class FlowEnd {
  /** Whatever is in a group of this network. */
  public static group(name: GroupName): FlowEnd {
    return new FlowEnd(name, name);
  }

  /** Oracle's own services in the region, through the service gateway: no packet leaves the region's network. */
  public static get oracleServices(): FlowEnd {
    return new FlowEnd('oracle-services');
  }

  /** @param name part of the rule's id; @param cidr the network */
  public static network(name: string, cidr: string): FlowEnd {
    return new FlowEnd(name, undefined, cidr);
  }

  private constructor(
    /** Part of the rule's id. */
    public readonly id: string,
    /** The group, if it is one. */
    public readonly group?: GroupName,
    /** The network, if it is one. */
    public readonly cidr?: string,
  ) {}
}

/** Who may open a connection to whom. It becomes an egress rule at its source and an ingress rule at its destination. */
export interface Flow {
  /** Who opens it. */
  readonly from: FlowEnd;
  /** Who takes it. */
  readonly to: FlowEnd;
  /** What passes. */
  readonly traffic: Traffic;
  /** What for, as the console shows it. */
  readonly description: string;
}
