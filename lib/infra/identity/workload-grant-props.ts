import { type WorkloadAccess } from './workload-access';

/** What makes a grant. */
export interface WorkloadGrantProps {
  /** OCID of the cluster that the workload runs in; it must be an enhanced one. */
  readonly clusterId: string;
  /** Namespace of the workload. */
  readonly namespace: string;
  /** ServiceAccount of the workload. Its pods need the account's token mounted. */
  readonly serviceAccount: string;
  /** OCID of the compartment that the targets are in. */
  readonly compartmentId: string;
  /** What the workload may do there. */
  readonly access: readonly WorkloadAccess[];
  /**
   * Whether the namespace is mapped to the compartment, which it needs where the cluster is in another one. The mapping is for
   * all workloads of the namespace; the grant stays this workload's own.
   * @default false
   */
  readonly mapsNamespace?: boolean;
}
