import { Construct } from 'constructs';
import { requireDnsLabel, requireDnsSubdomain } from '../../platform/dns-names';
import { ContainerengineClusterWorkloadMapping } from '../bindings/containerengine-cluster-workload-mapping';
import { IdentityPolicy } from '../bindings/identity-policy';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { installTerraformChecks } from '../rules/terraform-checks';
import { HomeRegion } from './home-region';
import { type WorkloadGrantProps } from './workload-grant-props';

/** Of a policy's name. */
const LONGEST_NAME = 100;

/**
 * Lets one ServiceAccount of one namespace of one cluster reach named targets of Oracle Cloud, without a key: OKE vouches for the
 * workload. There is no way to grant more than that here.
 */
export class WorkloadGrant extends Construct {
  /** Statements of the policy. */
  public readonly statements: readonly string[];
  /** The Terraform resource, for what this class leaves out. */
  public readonly policy: IdentityPolicy;

  /** @throws if an OCID or a name is none, nothing is granted, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: WorkloadGrantProps) {
    super(scope, id);
    installTerraformChecks(this);
    const clusterId = Ocid.require('clusterId', props.clusterId, 'cluster');
    const compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    const namespace = requireDnsLabel('namespace', props.namespace);
    const serviceAccount = requireDnsSubdomain('serviceAccount', props.serviceAccount);
    if (props.access.length === 0) throw errors.listEmpty('access', 'at least one WorkloadAccess');

    const workload = [
      `request.principal.type = 'workload'`,
      `request.principal.namespace = '${namespace}'`,
      `request.principal.service_account = '${serviceAccount}'`,
      `request.principal.cluster_id = '${clusterId}'`,
    ];
    this.statements = props.access
      .flatMap(({ grants }) => grants)
      .map(
        ([action, conditions]) =>
          `Allow any-user to ${action} in compartment id ${compartmentId} where all {${[...workload, ...conditions].join(', ')}}`,
      );
    this.policy = new IdentityPolicy(this, 'policy', {
      provider: HomeRegion.of(this).provider,
      compartmentId,
      name: policyName(`workload-${namespace}-${serviceAccount}-${this.node.addr.slice(-8)}`),
      description: `What ServiceAccount ${serviceAccount} of namespace ${namespace} may reach`,
      statements: [...this.statements],
    });
    if (props.mapsNamespace === true) {
      new ContainerengineClusterWorkloadMapping(this, 'mapping', {
        clusterId,
        mappedCompartmentId: compartmentId,
        namespace,
      });
    }
  }
}

/** Names that Kubernetes takes may be longer than a policy's; the end tells two of them apart. */
function policyName(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 9)}-${name.slice(-8)}`;
}
