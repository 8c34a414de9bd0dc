import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { IdentityPolicy } from '../bindings/identity-policy';
import { HomeRegion } from '../identity/home-region';
import { Ocid } from '../ocid';
import { requireResourceName } from '../resource-name';
import { installTerraformChecks } from '../rules/terraform-checks';

/** What a key for volumes needs. */
export interface NodeVolumeKeyProps {
  /** OCID of the compartment that the key and the nodes are in. */
  readonly compartmentId: string;
  /** OCID of the key. */
  readonly keyId: string;
  /**
   * Part of the policy's name.
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * A key of your own for boot volumes of nodes and volumes of pods, with the statements without which no node would start. The stack
 * needs a `HomeRegion`.
 */
export class NodeVolumeKey extends Construct {
  /** OCID of the key. */
  public readonly keyId: string;
  /** What nodes have to wait for. */
  public readonly policy: ITerraformDependable;

  /** @throws if an OCID is none, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: NodeVolumeKeyProps) {
    super(scope, id);
    installTerraformChecks(this);
    const compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    this.keyId = Ocid.require('keyId', props.keyId, 'key');
    const name = requireResourceName('name', props.name ?? id);
    this.policy = new IdentityPolicy(this, 'policy', {
      provider: HomeRegion.of(this).provider,
      compartmentId,
      name: `${name}-volumes`,
      description: 'Lets nodes and block volumes be encrypted with a key of the vault',
      statements: [
        `Allow any-user to use key-delegate in compartment id ${compartmentId} where all {request.principal.type = 'nodepool', ` +
          `request.principal.compartment.id = '${compartmentId}', target.key.id = '${this.keyId}'}`,
        `Allow service blockstorage to use keys in compartment id ${compartmentId} where target.key.id = '${this.keyId}'`,
      ],
    });
  }
}
