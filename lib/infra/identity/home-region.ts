import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { DataOciIdentityRegionSubscriptions } from '../bindings/data-oci-identity-region-subscriptions';
import { OciProvider } from '../bindings/provider';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { requireOciRegion } from '../../platform/oci-region';
import { installTerraformChecks } from '../rules/terraform-checks';

/** What a home region is known by. */
export interface HomeRegionProps {
  /** OCID of the tenancy. */
  readonly tenancyId: string;
  /**
   * The region, for example `eu-frankfurt-1`.
   * @default - Terraform asks the tenancy
   */
  readonly region?: string;
}

const SYMBOL = Symbol.for('cdk8s-secure-llm.infra.HomeRegion');

/**
 * The region of a tenancy in which IAM is written; all others refuse dynamic groups and policies. One for each stack: whatever
 * writes to IAM finds it there.
 */
export class HomeRegion extends Construct {
  /**
   * The home region of the stack.
   * @throws if the stack has none
   */
  public static of(scope: IConstruct): HomeRegion {
    const stack = TerraformStack.of(scope) as TerraformStack & { [SYMBOL]?: HomeRegion };
    const home = stack[SYMBOL];
    if (home === undefined) throw errors.homeRegionMissing(scope.node.path);
    return home;
  }

  /** Provider of the resources that are written there, with the alias `home`. */
  public readonly provider: OciProvider;

  /** @throws if the tenancy's OCID or the region is none, or the stack has a home region already */
  public constructor(scope: Construct, id: string, props: HomeRegionProps) {
    super(scope, id);
    installTerraformChecks(this);
    Ocid.require('tenancyId', props.tenancyId, 'tenancy');
    const stack = TerraformStack.of(this) as TerraformStack & { [SYMBOL]?: HomeRegion };
    if (stack[SYMBOL] !== undefined) throw errors.homeRegionTwice(this.node.path, stack[SYMBOL].node.path);
    Object.defineProperty(stack, SYMBOL, { value: this });

    const region = props.region === undefined ? this.askedOf(props.tenancyId) : requireOciRegion(props.region, false);
    this.provider = new OciProvider(this, 'provider', { alias: 'home', region });
  }

  private askedOf(tenancyId: string): string {
    const subscriptions = new DataOciIdentityRegionSubscriptions(this, 'subscriptions', {
      tenancyId,
      filter: [{ name: 'is_home_region', values: ['true'] }],
    });
    return subscriptions.regionSubscriptions.get(0).regionName;
  }
}
