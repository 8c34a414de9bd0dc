import { Construct } from 'constructs';
import { Cidr } from '../../platform';
import { BastionBastion } from '../bindings/bastion-bastion';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { requireResourceName } from '../resource-name';
import { installTerraformChecks } from '../rules/terraform-checks';
import { requireWhole } from '../whole-number';

/** What makes a bastion. */
export interface BastionProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** OCID of the subnet that its sessions come out of, `bastion` of a `PrivateNetwork`. */
  readonly subnetId: string;
  /** Networks that people come from; not every address. */
  readonly clientCidrs: readonly string[];
  /**
   * Minutes that a session may last, 30 to 180.
   * @default 60
   */
  readonly sessionMinutes?: number;
  /**
   * Name in the console; dashes are left out, because the service takes letters and digits only.
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * The way for people to the private API of a cluster: a session forwards one port, for a person whom IAM knows, for an hour. Nothing
 * runs that would have to be patched, and OCI Audit records who opened what.
 */
export class Bastion extends Construct {
  /** OCID of the bastion. */
  public readonly bastionId: string;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: BastionBastion;

  /** @throws if an OCID, network or number cannot be read, or nobody may come; every address is reported at synth */
  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    installTerraformChecks(this);
    if (props.clientCidrs.length === 0) throw errors.listEmpty('clientCidrs', 'the networks that people come from');
    const clients = props.clientCidrs.map((cidr) => Cidr.parse(cidr));
    reportProblems(this, () =>
      clients
        .filter(({ prefixLength }) => prefixLength === 0)
        .map((cidr) => problems.everywhere('clientCidrs', String(cidr), 'nothing: people have addresses')),
    );
    const minutes = requireWhole('sessionMinutes', props.sessionMinutes ?? 60, 30, 180, 'minutes');
    this.resource = new BastionBastion(this, 'bastion', {
      compartmentId: Ocid.requireCompartment('compartmentId', props.compartmentId),
      bastionType: 'standard',
      name: requireResourceName('name', props.name ?? id).replaceAll('-', ''),
      targetSubnetId: Ocid.require('subnetId', props.subnetId, 'subnet'),
      clientCidrBlockAllowList: clients.map(String),
      maxSessionTtlInSeconds: minutes * 60,
      dnsProxyStatus: 'DISABLED',
    });
    this.bastionId = this.resource.id;
  }
}
