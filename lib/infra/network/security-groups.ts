import { Construct } from 'constructs';
import { CoreNetworkSecurityGroup } from '../bindings/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '../bindings/core-network-security-group-security-rule';
import { type Flow, type FlowEnd, type GroupName } from './flow';

/** What network security groups are made of. */
export interface SecurityGroupsProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** OCID of the VCN. */
  readonly vcnId: string;
  /** Part of the groups' names in the console. */
  readonly name: string;
  /** The groups. */
  readonly groups: readonly GroupName[];
  /** What passes. */
  readonly flows: readonly Flow[];
  /** The region's name for all of Oracle's services, in rules and routes. */
  readonly oracleServicesCidr: string;
}

/** The network security groups of a cluster, with a rule at each end of every flow. All rules are stateful. */
export class SecurityGroups extends Construct {
  private readonly rules: CoreNetworkSecurityGroupSecurityRule[] = [];
  private readonly groups: ReadonlyMap<GroupName, CoreNetworkSecurityGroup>;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityGroupsProps,
  ) {
    super(scope, id);
    const { compartmentId, vcnId, name } = props;
    this.groups = new Map(
      props.groups.map((group) => [
        group,
        new CoreNetworkSecurityGroup(this, group, { compartmentId, vcnId, displayName: `${name}-${group}` }),
      ]),
    );
    for (const flow of props.flows) this.addRules(flow);
  }

  /** OCID of a group. */
  public groupId(name: GroupName): string {
    return this.groups.get(name)!.id;
  }

  /** The rules that let connections out to a network. */
  public rulesTo(cidr: string): CoreNetworkSecurityGroupSecurityRule[] {
    return this.rules.filter(({ destinationInput }) => destinationInput === cidr);
  }

  private addRules({ from, to, traffic, description }: Flow): void {
    if (from.group) {
      const { network, type } = this.addressOf(to);
      this.addRule(from.group, `egress-${to.id}-${traffic.id}`, {
        direction: 'EGRESS',
        destination: network,
        destinationType: type,
        description,
        ...traffic.ruleFields,
      });
    }
    if (to.group) {
      const { network, type } = this.addressOf(from);
      this.addRule(to.group, `ingress-${from.id}-${traffic.id}`, {
        direction: 'INGRESS',
        source: network,
        sourceType: type,
        description,
        ...traffic.ruleFields,
      });
    }
  }

  private addRule(group: GroupName, id: string, fields: RuleFields): void {
    const networkSecurityGroupId = this.groupId(group);
    const rule = { networkSecurityGroupId, stateless: false, ...fields };
    this.rules.push(new CoreNetworkSecurityGroupSecurityRule(this, `${group}-${id}`, rule));
  }

  private addressOf(end: FlowEnd): { readonly network: string; readonly type: string } {
    if (end.group) return { network: this.groupId(end.group), type: 'NETWORK_SECURITY_GROUP' };
    if (end.cidr) return { network: end.cidr, type: 'CIDR_BLOCK' };
    return { network: this.props.oracleServicesCidr, type: 'SERVICE_CIDR_BLOCK' };
  }
}

type RuleFields = Omit<
  ConstructorParameters<typeof CoreNetworkSecurityGroupSecurityRule>[2],
  'networkSecurityGroupId' | 'stateless'
>;
