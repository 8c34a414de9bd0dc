import { Lazy, LocalBackend, TerraformBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { type Construct } from 'constructs';
import { NodeOs } from '../platform';
import { requireOciRegion } from '../platform/oci-region';
import { type PlatformOutputName } from '../platform/platform-output-rules';
import { Bastion } from './access/bastion';
import { AuditLogging } from './audit/audit-logging';
import { DataOciObjectstorageNamespace } from './bindings/data-oci-objectstorage-namespace';
import { OciProvider } from './bindings/provider';
import { ClusterAddons } from './cluster/cluster-addons';
import { GpuOwner } from './cluster/gpu-owner';
import { OkeCluster } from './cluster/oke-cluster';
import { BudgetAlarm } from './cost/budget-alarm';
import { requireEachOnce } from './each-once';
import { HomeRegion } from './identity/home-region';
import { WorkloadGrant } from './identity/workload-grant';
import { PrivateNetwork } from './network/private-network';
import { availabilityDomain } from './nodes/availability-domains';
import { GpuNodePool } from './nodes/gpu-node-pool';
import { GpuVendor } from './nodes/gpu-shape';
import { type NodePool } from './nodes/node-pool';
import { NodeVolumeKey } from './nodes/node-volume-key';
import { SystemNodePool } from './nodes/system-node-pool';
import { Ocid } from './ocid';
import { type GrantSpec, type OkeFoundationProps } from './oke-foundation-props';
import { problems } from './problems';
import { ContainerRegistry } from './registry/container-registry';
import { reportProblems } from './report-problems';
import { requireResourceName } from './resource-name';
import { installTerraformChecks } from './rules/terraform-checks';
import { StackTags } from './stack-tags';
import { ModelBucket } from './storage/model-bucket';
import { MySqlDatabase } from './storage/mysql-database';
import { OciVault } from './vault/oci-vault';

/** Tags that OCI puts on every resource of most tenancies, which would show as a difference in every plan. */
const TAGS_OF_OCI = ['Oracle-Tags.CreatedBy', 'Oracle-Tags.CreatedOn'];

/**
 * Everything below Kubernetes, from one plain value: network, vault, cluster, nodes, logs that nobody can delete, and on demand
 * buckets, a registry, a bastion, a database and a budget. Its Terraform outputs are what `PlatformOutputs` reads. Each part can be
 * used alone too, and what a part leaves out can be set on its Terraform resource.
 */
export class OkeFoundation extends TerraformStack {
  /** The network. */
  public readonly network: PrivateNetwork;
  /** The vault, for further keys and secrets. */
  public readonly vault: OciVault;
  /** The records that nobody can delete, and the log group of all logs. */
  public readonly audit: AuditLogging;
  /** The cluster. */
  public readonly cluster: OkeCluster;
  /** The nodes without GPUs. */
  public readonly systemPool: SystemNodePool;
  /** The nodes with GPUs. */
  public readonly gpuPools: readonly GpuNodePool[];
  /** The add-ons. */
  public readonly addons: ClusterAddons;
  /** The registry, if repositories or signed images are asked for. */
  public readonly registry?: ContainerRegistry;

  private readonly props: OkeFoundationProps;
  private readonly name: string;
  private readonly volumeKey: NodeVolumeKey;

  /** @throws if an OCID, region, name, version or number cannot be read; what does not fit together is reported at synth */
  public constructor(scope: Construct, id: string, props: OkeFoundationProps) {
    super(scope, id);
    installTerraformChecks(this);
    this.props = props;
    this.name = requireResourceName('name', props.name ?? id);
    const { compartmentId, deletionProtection, logRetentionDays } = props;
    Ocid.requireCompartment('compartmentId', compartmentId);
    const region = requireOciRegion(props.region, false);
    new OciProvider(this, 'oci', { region, ignoreDefinedTags: TAGS_OF_OCI });
    const home = new HomeRegion(this, 'home-region', { tenancyId: props.tenancyId, region: props.homeRegion });
    home.provider.ignoreDefinedTags = TAGS_OF_OCI;
    StackTags.addTo(this, {
      freeform: { 'managed-by': 'cdk8s-secure-llm', stack: this.name, ...props.freeformTags },
      defined: props.definedTags,
    });

    this.vault = new OciVault(this, 'vault', {
      ...props.vault,
      compartmentId,
      displayName: this.name,
      secrets: props.secrets,
      deletionProtection,
    });
    this.audit = new AuditLogging(this, 'audit', {
      compartmentId,
      region,
      name: `${this.name}-audit`,
      kmsKeyId: this.vault.encryptionKey('audit-records').keyId,
      retentionDays: props.auditRetentionDays,
      deletionProtection,
    });
    this.network = new PrivateNetwork(this, 'network', {
      ...props.network,
      compartmentId,
      name: this.name,
      logGroupId: this.audit.logGroupId,
      logRetentionDays,
      database: props.database !== undefined,
    });
    this.registry = this.addRegistry();
    this.cluster = new OkeCluster(this, 'cluster', {
      ...props.cluster,
      compartmentId,
      name: this.name,
      network: this.network,
      kubernetesVersion: props.kubernetesVersion,
      secretsKeyId: this.vault.encryptionKey('cluster-secrets').keyId,
      imageSigningKeyIds: props.signedImagesOnly && this.registry ? [this.registry.signingKey.keyId] : undefined,
      logGroupId: this.audit.logGroupId,
      logRetentionDays,
      deletionProtection,
    });
    this.volumeKey = new NodeVolumeKey(this, 'node-volumes', {
      compartmentId,
      name: this.name,
      keyId: this.vault.encryptionKey('node-volumes').keyId,
    });
    this.systemPool = new SystemNodePool(this, 'system', {
      ...props.systemPool,
      cluster: this.cluster,
      volumeKey: this.volumeKey,
    });
    this.gpuPools = this.addGpuPools();
    this.addons = new ClusterAddons(this, 'addons', {
      cluster: this.cluster,
      after: [this.systemPool.resource],
      gpuShapes: this.gpuPools.flatMap(({ shape }) => (shape ? [shape] : [])),
      gpuOwner: props.gpuOwner,
      addons: props.addons,
    });
    this.addWhatIsAskedFor(region);
    this.addOutputs(region);
    reportProblems(this, () => this.problems());
  }

  private addRegistry(): ContainerRegistry | undefined {
    const { repositories = [], compartmentId } = this.props;
    if (repositories.length === 0) return undefined;
    return new ContainerRegistry(this, 'registry', { compartmentId, repositories, vault: this.vault });
  }

  private addGpuPools(): GpuNodePool[] {
    const { gpuPools = [], gpuOwner } = this.props;
    return gpuPools
      .filter(({ name }, at) => isFirst(gpuPools, name, at))
      .map(
        (spec) =>
          new GpuNodePool(this, `gpu-${spec.name}`, {
            ...spec,
            cluster: this.cluster,
            volumeKey: this.volumeKey,
            withoutDevicePlugin: gpuOwner === GpuOwner.YOURS,
          }),
      );
  }

  private addWhatIsAskedFor(region: string): void {
    const { compartmentId, tenancyId, bastion, budget, database, modelBuckets = [], grants = [] } = this.props;
    for (const name of requireEachOnce('modelBuckets', modelBuckets)) {
      const kmsKeyId = this.vault.encryptionKey('models').keyId;
      new ModelBucket(this, `bucket-${name}`, { compartmentId, region, name, kmsKeyId });
    }
    requireEachOnce(
      'grants',
      grants.map(({ namespace, serviceAccount }) => `ServiceAccount ${namespace}/${serviceAccount}`),
    );
    for (const grant of grants) {
      new WorkloadGrant(this, grantId(grant, grants), {
        ...grant,
        clusterId: this.cluster.clusterId,
        compartmentId,
      });
    }
    if (bastion) {
      const subnetId = this.network.subnetId('bastion');
      const { bastionId } = new Bastion(this, 'bastion', { ...bastion, compartmentId, subnetId, name: this.name });
      new TerraformOutput(this, 'bastion_id', { value: bastionId, staticId: true });
    }
    if (budget) new BudgetAlarm(this, 'budget', { ...budget, tenancyId, compartmentId });
    if (database) {
      new MySqlDatabase(this, 'database', {
        compartmentId,
        displayName: this.name,
        shapeName: database.shapeName,
        backupId: database.backupId,
        availabilityDomain: availabilityDomain(this, compartmentId, database.availabilityDomain ?? 1),
        subnetId: this.network.subnetId('database'),
        nsgIds: [this.network.groupId('database')],
        kmsKeyId: this.vault.encryptionKey('database').keyId,
      });
    }
  }

  /**
   * The backend of the stack; where the program names none, a file beside the folder that `cdktf synth` writes into. What cdktf
   * itself takes holds the path of the machine that synthesizes, so that no two write the same.
   */
  public override ensureBackendExists(): TerraformBackend {
    const own = this.node.findAll().find((each) => TerraformBackend.isBackend(each));
    return own ?? new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }

  /** What the Kubernetes program reads; the type holds that none is forgotten. */
  private addOutputs(region: string): void {
    const { network, cluster } = this;
    const namespace = new DataOciObjectstorageNamespace(this, 'object-storage', {
      compartmentId: this.props.compartmentId,
    }).namespace;
    const outputs: Record<PlatformOutputName, string | string[]> = {
      region,
      kubernetes_version: cluster.version.okeText,
      node_os: this.props.systemPool?.nodeOs ?? NodeOs.ORACLE_LINUX,
      gpu_resource_name: this.gpuPools[0]?.shape?.resourceName ?? `${GpuVendor.NVIDIA}.com/gpu`,
      compartment_id: this.props.compartmentId,
      cluster_id: cluster.clusterId,
      vault_id: this.vault.vaultId,
      api_server_cidrs: [`${cluster.endpointAddress}/32`, String(cluster.servicesCidr.subnet(32, 1))],
      node_cidrs: [String(network.plan.cidr('workers'))],
      pod_cidrs: [String(network.plan.cidr('pods'))],
      load_balancer_subnet_id: network.subnetId('loadBalancer'),
      load_balancer_group_id: network.groupId('load-balancer'),
      object_storage_namespace: namespace,
      // secrets may be added after the foundation
      secret_versions: Lazy.listValue({ produce: () => this.vault.secretVersions }),
      image_registry: `ocir.${region}.oci.oraclecloud.com/${namespace}`,
    };
    for (const [name, value] of Object.entries(outputs)) new TerraformOutput(this, name, { value, staticId: true });
  }

  private problems(): string[] {
    const { gpuPools = [], signedImagesOnly, repositories = [], region, vault = {} } = this.props;
    const copies = [
      ...(vault.replicaRegion ? [vault.replicaRegion] : []),
      ...(vault.secretReplicas ?? []).map(regionOf),
    ];
    return [
      ...gpuPools
        .filter(({ name }, at) => name === this.systemPool.name || !isFirst(gpuPools, name, at))
        .map(({ name }) => problems.poolName(name)),
      ...(copies.includes(region) ? [problems.copyAtHome(region)] : []),
      ...(this.systemPool.size === 0 ? [problems.noSystemPool()] : []),
      ...(signedImagesOnly && repositories.length === 0 ? [problems.noRepositories()] : []),
      ...this.addressProblems([this.systemPool, ...this.gpuPools]),
    ];
  }

  private addressProblems(pools: readonly NodePool[]): string[] {
    const { plan } = this.network;
    if (plan.problems.length > 0) return [];
    const nodes = pools.reduce((sum, { mostNodes }) => sum + mostNodes, 0);
    const pods = pools.reduce((sum, { mostNodes, maxPodsPerNode }) => sum + mostNodes * maxPodsPerNode, 0);
    const needs = [
      ['workers', nodes, `${nodes} nodes, with those that replace others,`],
      ['pods', pods, `the pods that ${nodes} nodes set addresses aside for`],
    ] as const;
    return needs
      .filter(([subnet, needed]) => plan.usableAddresses(subnet) < needed)
      .map(([subnet, needed, why]) =>
        problems.addressesShort(subnet, String(plan.cidr(subnet)), plan.usableAddresses(subnet), needed, why),
      );
  }
}

/** `a-b` with `c` and `a` with `b-c` would have one; no namespace has a dot, so the second form is nobody else's. */
function grantId(grant: GrantSpec, grants: readonly GrantSpec[]): string {
  const joined = ({ namespace, serviceAccount }: GrantSpec): string => `grant-${namespace}-${serviceAccount}`;
  const isTaken = grants.some((other) => other !== grant && joined(other) === joined(grant));
  return isTaken ? `grant-${grant.namespace}.${grant.serviceAccount}` : joined(grant);
}

const regionOf = ({ region }: { readonly region: string }): string => region;

const isFirst = (pools: readonly { readonly name: string }[], name: string, at: number): boolean =>
  pools.findIndex((pool) => pool.name === name) === at;
