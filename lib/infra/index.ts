export { Bastion, type BastionProps } from './access/bastion';
export { AuditLogging, type AuditLoggingProps } from './audit/audit-logging';
export { calicoPolicyOnly, calicoRelease } from './cluster/calico-policy-only';
export { type ICluster } from './cluster/cluster';
export { type AddonSpec, ClusterAddons, type ClusterAddonsProps } from './cluster/cluster-addons';
export { GpuOwner } from './cluster/gpu-owner';
export { type OidcAuthentication } from './cluster/oidc-authentication';
export { OkeCluster } from './cluster/oke-cluster';
export { type OkeClusterProps } from './cluster/oke-cluster-props';
export { OkeVersion } from './cluster/oke-version';
export { BudgetAlarm } from './cost/budget-alarm';
export { type BudgetAlarmProps } from './cost/budget-alarm-props';
export { HomeRegion, type HomeRegionProps } from './identity/home-region';
export { WorkloadAccess } from './identity/workload-access';
export { WorkloadGrant } from './identity/workload-grant';
export { type WorkloadGrantProps } from './identity/workload-grant-props';
export { type EgressNetwork } from './network/cluster-flows';
export { type IClusterNetwork } from './network/cluster-network';
export { type GroupName } from './network/flow';
export { PrivateNetwork } from './network/private-network';
export { type PrivateNetworkProps } from './network/private-network-props';
export { type SubnetCidrs, type SubnetName, SubnetPlan } from './network/subnet-plan';
export { VcnFlowLogs, type VcnFlowLogsProps } from './network/vcn-flow-logs';
export { GpuNodePool } from './nodes/gpu-node-pool';
export { GpuShape, GpuVendor } from './nodes/gpu-shape';
export { NodeImage } from './nodes/node-image';
export { NodePool } from './nodes/node-pool';
export {
  type GpuNodePoolProps,
  type GpuShapeOrName,
  type NodePoolProps,
  type SystemNodePoolProps,
} from './nodes/node-pool-props';
export { NodeVolumeKey, type NodeVolumeKeyProps } from './nodes/node-volume-key';
export { SystemNodePool } from './nodes/system-node-pool';
export { type NodeTaint, TaintEffect } from './nodes/taint';
export { Ocid } from './ocid';
export { OkeFoundation } from './oke-foundation';
export {
  type BastionSpec,
  type BudgetSpec,
  type DatabaseSpec,
  type GpuPoolSpec,
  type GrantSpec,
  type OkeFoundationProps,
  type SystemPoolSpec,
} from './oke-foundation-props';
export { ContainerRegistry } from './registry/container-registry';
export { type ContainerRegistryProps } from './registry/container-registry-props';
export { TerraformDocument, type TerraformResource } from './rules/terraform-document';
export {
  type TerraformJudgement,
  type TerraformJudgeOptions,
  type TerraformRuleCoverage,
  judgeTerraform,
} from './rules/terraform-judge';
export {
  type TerraformReport,
  type TerraformReportRule,
  terraformReport,
  terraformReportFiles,
  type TerraformReportOptions,
} from './rules/terraform-report';
export { type TerraformWaiver, waive } from './rules/waive';
export { StackTags, type StackTagsProps } from './stack-tags';
export { ModelBucket } from './storage/model-bucket';
export { type ModelBucketProps } from './storage/model-bucket-props';
export { MySqlDatabase } from './storage/mysql-database';
export { type MySqlDatabaseProps } from './storage/mysql-database-props';
export { OciVault } from './vault/oci-vault';
export { type OciVaultProps, type SecretReplica, type VaultSecretOptions } from './vault/oci-vault-props';
export { VaultKey } from './vault/vault-key';
export { KeyUse } from './vault/vault-key-props';
export { VaultType } from './vault/vault-type';
