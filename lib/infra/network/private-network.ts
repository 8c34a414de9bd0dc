import { Construct } from 'constructs';
import { Cidr } from '../../platform';
import { CoreDefaultSecurityList } from '../bindings/core-default-security-list';
import { CoreNatGateway } from '../bindings/core-nat-gateway';
import { CoreRouteTable } from '../bindings/core-route-table';
import { CoreSecurityList } from '../bindings/core-security-list';
import { CoreServiceGateway } from '../bindings/core-service-gateway';
import { CoreSubnet } from '../bindings/core-subnet';
import { CoreVcn } from '../bindings/core-vcn';
import { DataOciCoreServices } from '../bindings/data-oci-core-services';
import { LoggingLogGroup } from '../bindings/logging-log-group';
import { requireEachOnce } from '../each-once';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { dnsLabelOf, requireResourceName } from '../resource-name';
import { waive } from '../rules/waive';
import { installTerraformChecks } from '../rules/terraform-checks';
import { clusterFlows, type EgressNetwork } from './cluster-flows';
import { type IClusterNetwork } from './cluster-network';
import { type GroupName } from './flow';
import { type PrivateNetworkProps } from './private-network-props';
import { SecurityGroups } from './security-groups';
import { type SubnetName, SubnetPlan } from './subnet-plan';
import { VcnFlowLogs } from './vcn-flow-logs';

const EVERYWHERE = '0.0.0.0/0';
/** Name of the entry that covers all of Oracle's services in a region, in any region. */
const ALL_SERVICES = '^All .* Services In Oracle Services Network$';

/**
 * A network without public addresses: private regional subnets, a gateway to Oracle's own services, a NAT gateway that lets
 * nothing out unless asked, rules for exactly what a cluster needs, and a log of every connection.
 */
export class PrivateNetwork extends Construct implements IClusterNetwork {
  /** Which addresses each subnet has. */
  public readonly plan: SubnetPlan;
  /** OCID of the VCN. */
  public readonly vcnId: string;
  /** The VCN's Terraform resource, for what this class leaves out. */
  public readonly vcn: CoreVcn;

  private readonly name: string;
  private readonly compartmentId: string;
  private readonly subnets = new Map<SubnetName, CoreSubnet>();
  private readonly groups: SecurityGroups;

  /** @throws if an OCID, name or network cannot be read; sizes and overlaps are reported at synth */
  public constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    installTerraformChecks(this);
    this.compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    this.name = requireResourceName('name', props.name ?? id);
    this.plan = SubnetPlan.of(Cidr.parse(props.cidr ?? '10.0.0.0/16'), props.subnets ?? {});
    const egress = checkedEgress(props.egress ?? []);
    const waiver = props.dangerouslyAllowInternetEgress;
    reportProblems(this, () => [...this.plan.problems, ...problemsOfNetworks(props)]);

    this.vcn = new CoreVcn(this, 'vcn', {
      compartmentId: this.compartmentId,
      displayName: this.name,
      dnsLabel: dnsLabelOf(this.name),
      cidrBlocks: [String(this.plan.vcn)],
    });
    this.vcnId = this.vcn.id;
    new CoreDefaultSecurityList(this, 'default-security-list', {
      compartmentId: this.compartmentId,
      manageDefaultResourceId: this.vcn.defaultSecurityListId,
      displayName: `${this.name}-nothing`,
    });

    const services = new DataOciCoreServices(this, 'oracle-services', {
      filter: [{ name: 'name', values: [ALL_SERVICES], regex: true }],
    }).services.get(0);
    this.addSubnets(services.id, services.cidrBlock, egress, waiver !== undefined, props.database ?? false);
    this.groups = new SecurityGroups(this, 'groups', {
      compartmentId: this.compartmentId,
      vcnId: this.vcnId,
      name: this.name,
      groups: ['control-plane', 'workers', 'pods', 'load-balancer', ...(props.database ? (['database'] as const) : [])],
      flows: clusterFlows({
        plan: this.plan,
        clientCidrs: checkedCidrs('clientCidrs', props.clientCidrs),
        administratorCidrs: checkedCidrs('administratorCidrs', props.administratorCidrs),
        egress,
        internetEgress: waiver !== undefined,
        database: props.database ?? false,
      }),
      oracleServicesCidr: services.cidrBlock,
    });
    if (waiver) for (const rule of this.groups.rulesTo(EVERYWHERE)) waive(rule, { rule: 'open-egress', ...waiver });
    new VcnFlowLogs(this, 'flow-logs', {
      compartmentId: this.compartmentId,
      vcnId: this.vcnId,
      logGroupId: props.logGroupId ?? this.ownLogGroup().id,
      displayName: `${this.name}-flows`,
      retentionDays: props.logRetentionDays,
    });
  }

  /**
   * OCID of a subnet.
   * @throws if it is the database's and the network has none
   */
  public subnetId(name: SubnetName): string {
    const subnet = this.subnets.get(name);
    if (subnet === undefined) throw errors.noSubnet(this.node.path, name);
    return subnet.id;
  }

  /** OCID of the network security group of a part of the cluster. */
  public groupId(name: GroupName): string {
    return this.groups.groupId(name);
  }

  private addSubnets(
    servicesId: string,
    servicesCidr: string,
    egress: readonly EgressNetwork[],
    internetEgress: boolean,
    database: boolean,
  ): void {
    const serviceGateway = new CoreServiceGateway(this, 'service-gateway', {
      ...this.inVcn('services'),
      services: [{ serviceId: servicesId }],
    });
    const destinations = internetEgress ? [EVERYWHERE] : [...new Set(egress.map(({ cidr }) => cidr))];
    const nat = new CoreNatGateway(this, 'nat-gateway', {
      ...this.inVcn('nat'),
      blockTraffic: destinations.length === 0,
    });
    const toServices = {
      networkEntityId: serviceGateway.id,
      destination: servicesCidr,
      destinationType: 'SERVICE_CIDR_BLOCK',
      description: 'services of the region, without leaving its network',
    };
    const inside = new CoreRouteTable(this, 'inside-routes', { ...this.inVcn('inside'), routeRules: [toServices] });
    const outward = new CoreRouteTable(this, 'outward-routes', {
      ...this.inVcn('outward'),
      routeRules: [
        toServices,
        ...destinations.map((destination) => ({
          networkEntityId: nat.id,
          destination,
          destinationType: 'CIDR_BLOCK',
          description: 'asked for',
        })),
      ],
    });
    this.addSubnet('controlPlane', inside);
    this.addSubnet('workers', outward);
    this.addSubnet('pods', outward);
    this.addSubnet('loadBalancer', inside);
    this.addSubnet('bastion', inside, this.bastionRules());
    if (database) this.addSubnet('database', inside);
  }

  private addSubnet(name: SubnetName, routes: CoreRouteTable, rules?: CoreSecurityList): void {
    const id = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const subnet = new CoreSubnet(this, `${id}-subnet`, {
      ...this.inVcn(id),
      cidrBlock: String(this.plan.cidr(name)),
      dnsLabel: dnsLabelOf(id),
      prohibitPublicIpOnVnic: true,
      prohibitInternetIngress: true,
      routeTableId: routes.id,
      securityListIds: rules && [rules.id],
    });
    this.subnets.set(name, subnet);
  }

  /** A bastion cannot be in a network security group: what it may reach, its subnet's security list says. */
  private bastionRules(): CoreSecurityList {
    return new CoreSecurityList(this, 'bastion-rules', {
      ...this.inVcn('bastion'),
      egressSecurityRules: [
        {
          destination: String(this.plan.cidr('controlPlane')),
          destinationType: 'CIDR_BLOCK',
          protocol: '6',
          stateless: false,
          tcpOptions: { min: 6443, max: 6443 },
          description: 'Kubernetes API',
        },
      ],
    });
  }

  private ownLogGroup(): LoggingLogGroup {
    return new LoggingLogGroup(this, 'log-group', { compartmentId: this.compartmentId, displayName: this.name });
  }

  private inVcn(part: string) {
    return { compartmentId: this.compartmentId, vcnId: this.vcnId, displayName: `${this.name}-${part}` };
  }
}

const checkedCidrs = (property: string, cidrs: readonly string[] = []): readonly string[] =>
  requireEachOnce(
    property,
    cidrs.map((cidr) => String(Cidr.parse(cidr))),
  );

function checkedEgress(egress: readonly EgressNetwork[]): EgressNetwork[] {
  const checked = egress.map(({ cidr, ports = [443] }) => ({ cidr: String(Cidr.parse(cidr)), ports }));
  for (const { cidr, ports } of checked) {
    if (ports.length === 0) throw errors.listEmpty(`ports of egress to ${cidr}`, 'at least one TCP port, or none said');
    for (const port of ports) {
      if (!Number.isInteger(port) || port < 1 || port > 65535) throw errors.badPort(`port of egress to ${cidr}`, port);
    }
  }
  requireEachOnce(
    'egress',
    checked.flatMap(({ cidr, ports }) => ports.map((port) => `${cidr} port ${port}`)),
  );
  return checked;
}

/** Networks that stand for every address, which only a named flag allows. */
function problemsOfNetworks(props: PrivateNetworkProps): string[] {
  const isEverywhere = (cidr: string): boolean => Cidr.parse(cidr).prefixLength === 0;
  return [
    ...(props.egress ?? [])
      .filter(({ cidr }) => isEverywhere(cidr))
      .map(({ cidr }) => problems.everywhere('egress', cidr, 'dangerouslyAllowInternetEgress')),
    ...(props.administratorCidrs ?? [])
      .filter(isEverywhere)
      .map((cidr) => problems.everywhere('administratorCidrs', cidr, 'nothing: people come through the bastion')),
    ...(props.clientCidrs ?? [])
      .filter(isEverywhere)
      .map((cidr) => problems.everywhere('clientCidrs', cidr, 'nothing: the load balancer is private')),
  ];
}
