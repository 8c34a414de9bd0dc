import { type Resources } from '../../workload';
import { type ObjectStore } from './object-store';
import { type PipelineDatabase } from './pipeline-database';
import { type TrackingPluginProps } from './tracking-plugin';
import { type WebhookCertificate } from './webhook-certificate';

/** Who answers for what Kubeflow Pipelines cannot do without, and until when. */
export interface AcceptedProps {
  /** A team or a person. */
  readonly owner: string;
  /** Last day on which it is accepted, as YYYY-MM-DD. */
  readonly expires: string;
  /**
   * Where it can be looked up.
   * @default - the documentation of the construct
   */
  readonly evidence?: string;
}

/** Kubeflow Pipelines in one zone. */
export interface KubeflowPipelinesProps {
  /**
   * Where runs are recorded.
   * @default PipelineDatabase.mysql()
   */
  readonly database?: PipelineDatabase;
  /**
   * Where artifacts are kept.
   * @default ObjectStore.seaweedfs()
   */
  readonly objectStore?: ObjectStore;
  /**
   * How the webhook comes by its certificate.
   * @default WebhookCertificate.certManager()
   */
  readonly webhookCertificate?: WebhookCertificate;
  /**
   * Version of Argo Workflows: 3.7.15 or a later 3.7, or 4.0.8 or later.
   * @default '3.7.15'
   */
  readonly argoVersion?: string;
  /**
   * An MLflow server in which runs show.
   * @default - none
   */
  readonly tracking?: TrackingPluginProps;
  /**
   * Runs at the same time, at most.
   * @default 4
   */
  readonly maxRuns?: number;
  /**
   * Pods of runs at the same time, at most.
   * @default 12
   */
  readonly maxRunPods?: number;
  /**
   * What the largest pod of a run takes, with its devices.
   * @default - 4 CPUs, 8 GiB of memory and 16 GiB of disk
   */
  readonly largestRunPod?: Resources;
  /**
   * Whoever accepts, by name, what Kubeflow Pipelines cannot do without: a token of the API server for its controllers and
   * runs, credentials in the environment, a port that anyone may reach, single pods with volumes that they write.
   * @default - nobody: each is a finding, and those that are errors stop the synthesis until they are waived
   */
  readonly accepted?: AcceptedProps;
}
