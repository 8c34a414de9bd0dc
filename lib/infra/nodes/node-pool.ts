import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { NodeOs } from '../../platform';
import { ContainerengineNodePool } from '../bindings/containerengine-node-pool';
import { NODE_SKEW, OkeVersion } from '../cluster/oke-version';
import { errors } from '../errors';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { requireResourceName } from '../resource-name';
import { installTerraformChecks } from '../rules/terraform-checks';
import { requireWhole } from '../whole-number';
import { availabilityDomain } from './availability-domains';
import { cloudInit } from './cloud-init';
import { NodeImage } from './node-image';
import { type NodePoolProps } from './node-pool-props';
import { nodeLabels } from './taint';

/** How nodes of a pool are replaced when their version or image changes. */
interface Cycling {
  /** Nodes beyond the pool's size meanwhile. */
  readonly surge: number;
  /** Nodes of the pool that may be missing meanwhile. */
  readonly unavailable: number;
}

/** What the kinds of node pools differ in. */
export interface NodePoolSettings {
  /** Name of the shape. */
  readonly shape: string;
  /** Size of a flexible shape. @default - the shape is fixed */
  readonly shapeConfig?: { readonly ocpus: number; readonly memoryInGbs: number };
  /** Whether the nodes have GPUs by NVIDIA. */
  readonly nvidia: boolean;
  /** Whether the processors are Arm's. */
  readonly arm: boolean;
  /** Number of nodes. */
  readonly size: number;
  /** Size of the boot volumes in GB. */
  readonly bootVolumeInGb: number;
  /** How nodes are replaced. */
  readonly cycling: Cycling;
  /** Hours that creation and deletion may take. */
  readonly timeoutHours: number;
  /** OCID of a capacity reservation. @default - none */
  readonly capacityReservationId?: string;
  /** OCID of an RDMA network. @default - none */
  readonly computeClusterId?: string;
  /** Labels beside the caller's. @default - none */
  readonly labels?: { readonly [key: string]: string };
  /** What has to be there before the nodes. @default - the policy of the volumes' key */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Label of nodes with the name of their pool. */
export const NODE_POOL_LABEL = 'secure-llm.dev/node-pool';

/** A pool of nodes that OKE manages; `SystemNodePool` and `GpuNodePool` make one. */
export abstract class NodePool extends Construct {
  /** Name of the pool. */
  public readonly name: string;
  /** Version of Kubernetes of the nodes. */
  public readonly version: OkeVersion;
  /** Number of nodes. */
  public readonly size: number;
  /** Nodes that are there at most, while nodes are replaced. */
  public readonly mostNodes: number;
  /** Pods that a node takes. */
  public readonly maxPodsPerNode: number;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: ContainerengineNodePool;

  protected constructor(scope: Construct, id: string, props: NodePoolProps, settings: NodePoolSettings) {
    super(scope, id);
    installTerraformChecks(this);
    const { cluster } = props;
    const image = props.image ?? NodeImage.latest();
    const nodeOs = props.nodeOs ?? NodeOs.ORACLE_LINUX;
    const taints = props.taints ?? [];
    this.name = requireResourceName('node pool name', props.name ?? id);
    this.version = props.kubernetesVersion === undefined ? cluster.version : OkeVersion.parse(props.kubernetesVersion);
    this.size = requireWhole('size', settings.size, 0, 2000, 'nodes');
    this.mostNodes = this.size + settings.cycling.surge;
    this.maxPodsPerNode = requireWhole('maxPodsPerNode', props.maxPodsPerNode ?? 31, 1, 110, 'pods');
    reportProblems(this, () => [
      ...this.skewProblems(cluster.version),
      ...image.problems(this.name, this.version),
      ...(nodeOs === NodeOs.UBUNTU && taints.length > 0 ? [problems.taintsNeedOracleLinux(this.name)] : []),
      ...(nodeOs === NodeOs.UBUNTU && image.isListed ? [problems.imageUnknownForOs(this.name, nodeOs)] : []),
    ]);

    const { imageId, check } = image.resolve(this, {
      compartmentId: cluster.compartmentId,
      version: this.version,
      gpu: settings.nvidia,
      arm: settings.arm,
    });
    const isVm = settings.shape.startsWith('VM.');
    this.resource = new ContainerengineNodePool(this, 'pool', {
      clusterId: cluster.clusterId,
      compartmentId: cluster.compartmentId,
      name: this.name,
      kubernetesVersion: this.version.okeText,
      nodeShape: settings.shape,
      nodeShapeConfig: settings.shapeConfig,
      nodeSourceDetails: {
        sourceType: 'IMAGE',
        imageId,
        bootVolumeSizeInGbs: String(requireWhole('bootVolumeInGb', settings.bootVolumeInGb, 50, 32768, 'GB')),
      },
      nodeConfigDetails: {
        size: this.size,
        placementConfigs: domainsOf(props).map((domain) => ({
          availabilityDomain: availabilityDomain(this, cluster.compartmentId, domain),
          subnetId: cluster.network.subnetId('workers'),
          capacityReservationId: settings.capacityReservationId,
        })),
        computeClusterId: settings.computeClusterId,
        nsgIds: [cluster.network.groupId('workers')],
        kmsKeyId: props.volumeKey.keyId,
        // Bare-metal nodes attach volumes by iSCSI, which has no encryption of its own (terraform-oci-oke does the same).
        isPvEncryptionInTransitEnabled: isVm ? true : undefined,
        nodePoolPodNetworkOptionDetails: {
          cniType: 'OCI_VCN_IP_NATIVE',
          maxPodsPerNode: this.maxPodsPerNode,
          podSubnetIds: [cluster.network.subnetId('pods')],
          podNsgIds: [cluster.network.groupId('pods')],
        },
      },
      nodeMetadata: {
        areLegacyImdsEndpointsDisabled: 'true',
        user_data: Buffer.from(cloudInit(nodeOs, taints)).toString('base64'),
      },
      initialNodeLabels: nodeLabels({ ...props.labels, ...settings.labels, [NODE_POOL_LABEL]: this.name }),
      nodeEvictionNodePoolSettings: {
        evictionGraceDuration: `PT${requireWhole('evictionMinutes', props.evictionMinutes ?? 20, 0, 60, 'minutes')}M`,
        isForceActionAfterGraceDuration: true,
        isForceDeleteAfterGraceDuration: true,
      },
      nodePoolCyclingDetails: {
        isNodeCyclingEnabled: true,
        cycleModes: ['INSTANCE_REPLACE'],
        maximumSurge: String(settings.cycling.surge),
        maximumUnavailable: String(settings.cycling.unavailable),
      },
      timeouts: {
        create: `${settings.timeoutHours}h`,
        update: `${settings.timeoutHours * 2}h`,
        delete: `${settings.timeoutHours}h`,
      },
      lifecycle: check && { precondition: [check] },
      dependsOn: [props.volumeKey.policy, ...(settings.dependsOn ?? [])],
    });
  }

  private skewProblems(cluster: OkeVersion): string[] {
    if (this.version.compare(cluster) > 0) {
      return [problems.nodesNewer(this.name, String(this.version), String(cluster))];
    }
    if (cluster.minor - this.version.minor > NODE_SKEW) {
      return [problems.nodesTooOld(this.name, String(this.version), String(cluster), NODE_SKEW)];
    }
    return [];
  }
}

/** Availability domains of a pool by number, each once. */
export function domainsOf({ availabilityDomains = [1] }: Pick<NodePoolProps, 'availabilityDomains'>): number[] {
  if (availabilityDomains.length === 0) throw errors.listEmpty('availabilityDomains', 'where the nodes are to be');
  return [
    ...new Set(availabilityDomains.map((domain) => requireWhole('availabilityDomains', domain, 1, 3, 'domains'))),
  ];
}
