import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { Cidr } from '../../platform';
import { ContainerengineCluster } from '../bindings/containerengine-cluster';
import { DataOciContainerengineClusterOption } from '../bindings/data-oci-containerengine-cluster-option';
import { IdentityPolicy } from '../bindings/identity-policy';
import { LoggingLog } from '../bindings/logging-log';
import { LoggingLogGroup } from '../bindings/logging-log-group';
import { errors } from '../errors';
import { HomeRegion } from '../identity/home-region';
import { requireLogRetention } from '../log-retention';
import { type IClusterNetwork } from '../network/cluster-network';
import { Ocid } from '../ocid';
import { type PlanCheck } from '../plan-check';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { requireResourceName } from '../resource-name';
import { installTerraformChecks } from '../rules/terraform-checks';
import { type ICluster } from './cluster';
import { oidcOptions } from './oidc-authentication';
import { type OkeClusterProps } from './oke-cluster-props';
import { OkeVersion } from './oke-version';

const MOST_SIGNING_KEYS = 5;
/** What the API server of Kubernetes takes for Services: at most 20 bits of addresses, and at least 8 addresses. */
const SERVICES_MASK = { widest: 12, narrowest: 29 };

/**
 * A private OKE cluster: enhanced, its API on a private address, its pods on the VCN's network, its Secrets encrypted with a key of
 * yours, its control plane logged. The stack needs a `HomeRegion`.
 *
 * OKE enforces no NetworkPolicy: put Calico on the cluster before its nodes, with `calicoPolicyOnly`.
 */
export class OkeCluster extends Construct implements ICluster {
  public readonly clusterId: string;
  public readonly compartmentId: string;
  public readonly version: OkeVersion;
  public readonly network: IClusterNetwork;
  /** Name of the cluster. */
  public readonly name: string;
  /** Network of Kubernetes Services. */
  public readonly servicesCidr: Cidr;
  /** Private address of the API server, without its port. */
  public readonly endpointAddress: string;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: ContainerengineCluster;

  /** @throws if an OCID, name, version or network cannot be read, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: OkeClusterProps) {
    super(scope, id);
    installTerraformChecks(this);
    this.compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    this.network = props.network;
    this.name = requireResourceName('cluster name', props.name ?? id);
    this.version = OkeVersion.ofControlPlane(props.kubernetesVersion ?? '1.36');
    this.servicesCidr = servicesRange(props.servicesCidr ?? '10.96.0.0/16');
    const vcn = props.network.plan.vcn;
    reportProblems(this, () =>
      vcn.overlaps(this.servicesCidr) ? [problems.servicesOverlap(String(this.servicesCidr), String(vcn))] : [],
    );

    this.resource = new ContainerengineCluster(this, 'cluster', {
      compartmentId: this.compartmentId,
      name: this.name,
      kubernetesVersion: this.version.okeText,
      type: 'ENHANCED_CLUSTER',
      vcnId: this.network.vcnId,
      kmsKeyId: Ocid.require('secretsKeyId', props.secretsKeyId, 'key'),
      clusterPodNetworkOptions: [{ cniType: 'OCI_VCN_IP_NATIVE' }],
      endpointConfig: {
        subnetId: this.network.subnetId('controlPlane'),
        nsgIds: [this.network.groupId('control-plane')],
        isPublicIpEnabled: false,
      },
      imagePolicyConfig: imagePolicy(props.imageSigningKeyIds ?? []),
      options: {
        addOns: { isKubernetesDashboardEnabled: false, isTillerEnabled: false },
        kubernetesNetworkConfig: { servicesCidr: String(this.servicesCidr) },
        serviceLbSubnetIds: [this.network.subnetId('loadBalancer')],
        openIdConnectTokenAuthenticationConfig: props.oidc && oidcOptions(props.oidc),
      },
      timeouts: { create: '1h', update: '2h', delete: '1h' },
      lifecycle: { preventDestroy: props.deletionProtection ?? true, precondition: [this.offeredVersion()] },
      dependsOn: [this.keyPolicy(props.secretsKeyId)],
    });
    this.clusterId = this.resource.id;
    // it stands there as "10.0.32.5:6443"
    this.endpointAddress = Token.asString(Fn.element(Fn.split(':', this.resource.endpoints.get(0).privateEndpoint), 0));
    this.logControlPlane(props);
  }

  /** Without it the cluster is refused, so it comes first. IAM takes some seconds to know it everywhere. */
  private keyPolicy(keyId: string): IdentityPolicy {
    return new IdentityPolicy(this, 'secrets-key-policy', {
      provider: HomeRegion.of(this).provider,
      compartmentId: this.compartmentId,
      name: `${this.name}-secrets-key`,
      description: `Lets cluster ${this.name} encrypt its Secrets with a key of the vault`,
      statements: [
        `Allow any-user to use keys in compartment id ${this.compartmentId} where all {request.principal.type = 'cluster', ` +
          `request.principal.compartment.id = '${this.compartmentId}', target.key.id = '${keyId}'}`,
      ],
    });
  }

  /** Which patches OKE offers changes every few weeks. */
  private offeredVersion(): PlanCheck {
    const offered = new DataOciContainerengineClusterOption(this, 'offered', {
      clusterOptionId: 'all',
      compartmentId: this.compartmentId,
    });
    const versions = `data.${offered.terraformResourceType}.${offered.friendlyUniqueId}.kubernetes_versions`;
    return {
      condition: `\${contains(${versions}, "${this.version.okeText}")}`,
      errorMessage: `OKE does not offer Kubernetes ${String(this.version)} here: it offers \${join(", ", ${versions})}.`,
    };
  }

  private logControlPlane(props: OkeClusterProps): void {
    const logGroupId =
      props.logGroupId ??
      new LoggingLogGroup(this, 'log-group', { compartmentId: this.compartmentId, displayName: this.name }).id;
    new LoggingLog(this, 'control-plane-log', {
      displayName: `${this.name}-control-plane`,
      logGroupId: Ocid.require('logGroupId', logGroupId, 'loggroup'),
      logType: 'SERVICE',
      isEnabled: true,
      retentionDuration: requireLogRetention(props.logRetentionDays),
      configuration: {
        compartmentId: this.compartmentId,
        source: {
          sourceType: 'OCISERVICE',
          service: 'oke-k8s-cp-prod',
          category: 'all-service-logs',
          resource: this.clusterId,
        },
      },
    });
  }
}

/** The foundation's outputs name the second of its addresses, and a cluster keeps its range for ever. */
function servicesRange(text: string): Cidr {
  const cidr = Cidr.parse(text);
  const { widest, narrowest } = SERVICES_MASK;
  if (cidr.ipVersion !== 4 || cidr.prefixLength < widest || cidr.prefixLength > narrowest) {
    throw errors.servicesRange(cidr.toString(), widest, narrowest);
  }
  return cidr;
}

function imagePolicy(keyIds: readonly string[]) {
  if (keyIds.length > MOST_SIGNING_KEYS) throw errors.tooMany('imageSigningKeyIds', keyIds.length, MOST_SIGNING_KEYS);
  return {
    isPolicyEnabled: keyIds.length > 0,
    keyDetails: keyIds.map((kmsKeyId) => ({ kmsKeyId: Ocid.require('imageSigningKeyIds', kmsKeyId, 'key') })),
  };
}
