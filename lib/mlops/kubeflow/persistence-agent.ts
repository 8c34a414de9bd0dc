import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { HardenedWorkload, ImageCatalog, Mount, Probe, Resources, TrustZone, WorkloadRole } from '../../workload';
import { allowToApiServer } from '../../workload/api-server';
import { COMPONENT } from './component-names';
import { AMD64 } from './node-architecture';
import { API_GRPC, API_HTTP } from './ports';

interface PersistenceAgentProps {
  readonly apiServer: HardenedWorkload;
}

const WATCH = ['get', 'list', 'watch'];
const PROGRAM = '/bin/persistence_agent';
const RUNS = ['pgrep', '-f', PROGRAM];

/** Watches the Workflows of runs and reports them to the API server of the pipelines, which writes them into its database. */
export class PersistenceAgent extends Construct {
  /** The workload. */
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: PersistenceAgentProps) {
    super(scope, id);
    const { namespace, platform } = TrustZone.of(this);
    const name = COMPONENT.PERSISTENCE_AGENT;
    this.workload = new HardenedWorkload(this, 'Agent', {
      name,
      image: ImageCatalog.KFP_PERSISTENCE_AGENT.image,
      command: [PROGRAM],
      args: [
        '--logtostderr=true',
        `--namespace=${namespace}`,
        '--ttlSecondsAfterWorkflowFinish=86400',
        '--numWorker=2',
        '--executionType=Workflow',
        '--logLevel=info',
        `--mlPipelineAPIServerName=${props.apiServer.serviceName}`,
        `--mlPipelineServiceHttpPort=${API_HTTP.number}`,
        `--mlPipelineServiceGRPCPort=${API_GRPC.number}`,
      ],
      mounts: [
        // the path is compiled into it
        Mount.serviceAccountToken('/var/run/secrets/kubeflow/tokens', {
          audience: 'pipelines.kubeflow.org',
          fileName: 'persistenceagent-sa-token',
        }),
      ],
      resources: Resources.of({
        cpuMillicores: 100,
        cpuLimitMillicores: 500,
        memory: Size.mebibytes(256),
        memoryLimit: Size.mebibytes(512),
        ephemeralStorage: Size.mebibytes(64),
      }),
      // it serves nothing that could be asked
      startupProbe: Probe.command({ command: RUNS, periodSeconds: 2, failureThreshold: 30 }),
      readinessProbe: Probe.command({ command: RUNS, periodSeconds: 30 }),
      livenessProbe: Probe.command({ command: RUNS, periodSeconds: 60, timeoutSeconds: 10 }),
      replicas: 1,
      nodeSelector: AMD64,
      dangerouslyMountServiceAccountToken: 'it watches the Workflows of runs in order to report how they end',
    });
    new WorkloadRole(this, 'Role', {
      serviceAccountName: name,
      rules: [
        { apiGroup: 'argoproj.io', resources: ['workflows'], verbs: WATCH },
        { apiGroup: 'kubeflow.org', resources: ['scheduledworkflows'], verbs: WATCH },
        // no resources of Kubernetes: what the pipelines' API server asks about who reports
        { apiGroup: 'pipelines.kubeflow.org', resources: ['scheduledworkflows', 'workflows'], verbs: ['report'] },
        { apiGroup: 'pipelines.kubeflow.org', resources: ['runs'], verbs: ['reportMetrics', 'readArtifact'] },
      ],
    });
    const { connections } = this.workload;
    allowToApiServer(connections, platform, this.node.path);
    for (const port of [API_HTTP, API_GRPC]) connections.allowTo(props.apiServer, port);
  }
}
