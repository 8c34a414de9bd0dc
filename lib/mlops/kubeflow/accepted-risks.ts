import { type ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { type HardenedWorkload, Waiver } from '../../workload';
import { type AcceptedProps } from './kubeflow-pipelines-props';
import { type LauncherConfig } from './launcher-config';
import { type PipelineApiServer } from './pipeline-api-server';
import { type RunIdentity } from './run-identity';
import { type RunIdentityProps } from './run-identity-props';
import { type WorkflowController } from './workflow-controller';

/** What Kubeflow Pipelines cannot do without, each with its reason, where somebody answers for it. */
export class AcceptedRisks {
  constructor(private readonly accepted: AcceptedProps | undefined) {}

  acceptApiServer({ workload, role }: PipelineApiServer, tracksExperiments: boolean): void {
    this.accept(
      workload,
      'service-account-token',
      'it makes Workflows of runs and keeps pipelines as objects of the cluster',
    );
    this.accept(workload, 'environment-secrets', 'it reads its credentials from the environment only');
    this.accept(workload, 'opt-out', 'the API server of Kubernetes calls its webhook from addresses that are no pods');
    this.acceptSinglePod(workload);
    if (tracksExperiments) {
      this.accept(role.binding, 'R11', 'its plugin for MLflow reads its credentials by the name of their Secret');
    }
  }

  acceptPersistenceAgent(agent: HardenedWorkload): void {
    this.accept(agent, 'service-account-token', 'it watches the Workflows of runs in order to report how they end');
    this.acceptSinglePod(agent);
  }

  acceptController({ workload, role }: WorkflowController): void {
    this.accept(workload, 'service-account-token', 'it makes the pods of runs and watches how they end');
    this.accept(
      role.binding,
      'R13',
      'it ends and removes pods of runs, whose records are in the database and the object store',
    );
  }

  acceptLauncherConfig({ configMap }: LauncherConfig): void {
    this.accept(configMap, 'immutable-config', 'driver and launcher look for it by a name that is compiled into them');
  }

  acceptStore(store: HardenedWorkload): void {
    this.accept(store, 'read-only-claims', 'its task is to keep data on its volume');
    this.accept(
      store,
      'rollout',
      'one pod at a time may write its volume, so the old one ends before the new one starts',
    );
    this.acceptSinglePod(store);
  }

  acceptSinglePod(workload: HardenedWorkload): void {
    this.accept(workload, 'single-pod', 'nothing but pipelines waits for it, and they try again');
  }

  acceptRuns({ pods, role }: RunIdentity, { secrets = [], claims = [] }: RunIdentityProps): void {
    this.accept(
      pods.template,
      'service-account-token',
      'the executor of Argo reports the outputs of a step to the API server',
    );
    this.accept(
      pods.template,
      'read-only-root',
      'the settings of the container that copies the launcher are compiled into Kubeflow',
    );
    this.accept(
      role.binding,
      'R11',
      'driver and launcher read the credentials of the object store by the name of their Secret',
    );
    if (claims.length > 0)
      this.accept(pods.template, 'read-only-claims', 'Kubeflow mounts claims in no other way than writable');
    if (secrets.length > 0) {
      for (const rule of ['secret-keys', 'secret-file-mode'])
        this.accept(pods.template, rule, 'Kubeflow mounts a Secret as a whole and with its own mode');
    }
  }

  private accept(construct: IConstruct | ApiObject, rule: string, reason: string): void {
    if (this.accepted === undefined) return;
    const { owner, expires, evidence = 'the documentation of KubeflowPipelines' } = this.accepted;
    Waiver.of(construct).add({ rule, reason, owner, expires, evidence });
  }
}
