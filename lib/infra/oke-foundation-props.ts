import { type SecretRef } from '../platform';
import { type AddonSpec } from './cluster/cluster-addons';
import { type GpuOwner } from './cluster/gpu-owner';
import { type OkeClusterProps } from './cluster/oke-cluster-props';
import { type WorkloadAccess } from './identity/workload-access';
import { type PrivateNetworkProps } from './network/private-network-props';
import { type GpuNodePoolProps, type SystemNodePoolProps } from './nodes/node-pool-props';
import { type OciVaultProps } from './vault/oci-vault-props';

/** What the foundation gives to its network itself. */
type FoundationOfNetwork = 'compartmentId' | 'name' | 'logGroupId' | 'logRetentionDays' | 'database';
/** What the foundation gives to its cluster itself. */
type FoundationOfCluster = Exclude<keyof OkeClusterProps, 'servicesCidr' | 'oidc'>;
/** What the foundation gives to its vault itself. */
type FoundationOfVault = 'compartmentId' | 'displayName' | 'secrets' | 'deletionProtection';

/** A pool of nodes without GPUs, as a plain value. */
export type SystemPoolSpec = Omit<SystemNodePoolProps, 'cluster' | 'volumeKey' | 'name'>;

/** A pool of nodes with GPUs, as a plain value. */
export type GpuPoolSpec = Omit<GpuNodePoolProps, 'cluster' | 'volumeKey' | 'name' | 'withoutDevicePlugin'> & {
  /** Name of the pool, different from all others. */
  readonly name: string;
};

/** Who may come to the private API. */
export interface BastionSpec {
  /** Networks that people come from. */
  readonly clientCidrs: readonly string[];
  /**
   * Minutes that a session may last, 30 to 180.
   * @default 60
   */
  readonly sessionMinutes?: number;
}

/** What the compartment may cost. */
export interface BudgetSpec {
  /** What may be spent in a month, in the currency of the tenancy. */
  readonly monthlyAmount: number;
  /** E-mail addresses that are told. */
  readonly recipients: readonly string[];
  /**
   * Shares of the amount that, once spent, are told, in percent.
   * @default [50, 80, 100]
   */
  readonly thresholdsPercent?: readonly number[];
}

/** A MySQL database, for the metadata of Kubeflow Pipelines. */
export interface DatabaseSpec {
  /** Shape, for example `MySQL.2`. */
  readonly shapeName: string;
  /** OCID of the backup that the database starts from, so that no password is in the program. */
  readonly backupId: string;
  /**
   * Availability domain of the instance that takes writes, by number from 1.
   * @default 1
   */
  readonly availabilityDomain?: number;
}

/** What the workload of one ServiceAccount may reach. */
export interface GrantSpec {
  /** Namespace of the workload. */
  readonly namespace: string;
  /** ServiceAccount of the workload. Its pods need the account's token mounted. */
  readonly serviceAccount: string;
  /** What it may do with which targets. */
  readonly access: readonly WorkloadAccess[];
}

/** What makes the foundation of a platform: plain values, which the Kubernetes program can be made from too. */
export interface OkeFoundationProps {
  /** Region identifier, like `eu-zurich-1`. */
  readonly region: string;
  /** OCID of the tenancy. */
  readonly tenancyId: string;
  /** OCID of the compartment that everything is in. */
  readonly compartmentId: string;
  /**
   * Home region of the tenancy, in which IAM is written.
   * @default - Terraform asks the tenancy
   */
  readonly homeRegion?: string;
  /**
   * Part of every name.
   * @default - the id of the stack
   */
  readonly name?: string;
  /**
   * Version of Kubernetes: a minor, for the newest patch that this library knows, or a whole version.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * The network.
   * @default - 10.0.0.0/16, without a way out to the internet
   */
  readonly network?: Omit<PrivateNetworkProps, FoundationOfNetwork>;
  /**
   * Further choices of the cluster.
   * @default - none
   */
  readonly cluster?: Omit<OkeClusterProps, FoundationOfCluster>;
  /**
   * The nodes without GPUs.
   * @default - three of VM.Standard.E5.Flex with 2 OCPUs and 16 GB
   */
  readonly systemPool?: SystemPoolSpec;
  /**
   * The nodes with GPUs.
   * @default - none
   */
  readonly gpuPools?: readonly GpuPoolSpec[];
  /**
   * What offers the GPUs to Kubernetes.
   * @default GpuOwner.DEVICE_PLUGIN
   */
  readonly gpuOwner?: GpuOwner;
  /**
   * Further add-ons.
   * @default - none
   */
  readonly addons?: readonly AddonSpec[];
  /**
   * Further choices of the vault: another region for a copy of it and of its secrets, how often keys rotate, how it is kept.
   * @default - a virtual private vault in one region, whose keys rotate every 90 days
   */
  readonly vault?: Omit<OciVaultProps, FoundationOfVault>;
  /**
   * Secrets of the vault, by the references that the workloads use.
   * @default - none
   */
  readonly secrets?: readonly SecretRef[];
  /**
   * What workloads may reach in Oracle Cloud, each through its own ServiceAccount: one entry for an account, with all of its access.
   * @default - nothing
   */
  readonly grants?: readonly GrantSpec[];
  /**
   * Names of buckets for models, unique in the tenancy.
   * @default - none
   */
  readonly modelBuckets?: readonly string[];
  /**
   * Repositories of the region's registry, for example `guard` or `mirror/vllm-openai`.
   * @default - none
   */
  readonly repositories?: readonly string[];
  /**
   * Whether only images run that are in the region's registry and signed by its key. Sign Calico's images and your own before.
   * @default false
   */
  readonly signedImagesOnly?: boolean;
  /**
   * Who may come to the private API through a bastion.
   * @default - there is no bastion
   */
  readonly bastion?: BastionSpec;
  /**
   * What the compartment may cost before people are told.
   * @default - nobody is told
   */
  readonly budget?: BudgetSpec;
  /**
   * A MySQL database in a subnet of its own.
   * @default - none
   */
  readonly database?: DatabaseSpec;
  /**
   * Days that logs can be searched: 30, 60, 90, 120, 150 or 180.
   * @default 180
   */
  readonly logRetentionDays?: number;
  /**
   * Days that audit records cannot be deleted.
   * @default 365
   */
  readonly auditRetentionDays?: number;
  /**
   * Tags of every resource.
   * @default - the name of the stack and of this library
   */
  readonly freeformTags?: { readonly [key: string]: string };
  /**
   * Tags of a namespace that the tenancy defines, `<namespace>.<key>`, on every resource.
   * @default - none
   */
  readonly definedTags?: { readonly [key: string]: string };
  /**
   * Whether a plan that would delete the cluster, the vault or the audit records fails. A foundation that shall go is applied with
   * `false` first.
   * @default true
   */
  readonly deletionProtection?: boolean;
}
