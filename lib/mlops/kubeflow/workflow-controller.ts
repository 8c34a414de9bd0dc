import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ConfigFile,
  EnvVar,
  HardenedWorkload,
  type ImageRef,
  Mount,
  Port,
  Probe,
  Resources,
  TrustZone,
  WorkloadRole,
} from '../../workload';
import { allowToApiServer } from '../../workload/api-server';
import { COMPONENT } from './component-names';
import { AMD64 } from './node-architecture';
import { workflowControllerConfig } from './workflow-controller-config';
import { workflowControllerRules } from './workflow-controller-rules';

interface WorkflowControllerProps {
  readonly image: ImageRef;
  readonly executorImage: ImageRef;
  readonly maxRuns: number;
}

const HEALTH = Port.tcp(6060, 'health');

/** Argo's controller, which makes the pods of runs in its own namespace and nowhere else. */
export class WorkflowController extends Construct {
  /** The workload. */
  readonly workload: HardenedWorkload;
  /** What it may ask the API server of Kubernetes for. */
  readonly role: WorkloadRole;

  constructor(scope: Construct, id: string, props: WorkflowControllerProps) {
    super(scope, id);
    const zone = TrustZone.of(this);
    const name = COMPONENT.WORKFLOW_CONTROLLER;
    const config = new ConfigFile(this, 'Config', {
      name: 'workflow-controller-config',
      // the one key from which it reads everything
      fileName: 'config',
      text: workflowControllerConfig({ platform: zone.platform, maxRuns: props.maxRuns }),
    });
    this.workload = new HardenedWorkload(this, 'Controller', {
      name,
      image: props.image,
      command: ['workflow-controller'],
      args: [
        '--namespaced',
        `--managed-namespace=${zone.namespace}`,
        `--configmap=${config.configMapName}`,
        `--executor-image=${zone._resolveImage(props.executorImage).toString()}`,
        '--loglevel=info',
      ],
      env: [EnvVar.fromPodField('LEADER_ELECTION_IDENTITY', 'metadata.name')],
      ports: [HEALTH],
      mounts: [Mount.scratch('/tmp', Size.mebibytes(32))],
      resources: Resources.of({
        cpuMillicores: 100,
        cpuLimitMillicores: 1000,
        memory: Size.mebibytes(256),
        memoryLimit: Size.mebibytes(512),
        ephemeralStorage: Size.mebibytes(64),
      }),
      startupProbe: Probe.http({ path: '/healthz', port: HEALTH.number, periodSeconds: 5, failureThreshold: 24 }),
      readinessProbe: Probe.http({ path: '/healthz', port: HEALTH.number, timeoutSeconds: 5 }),
      livenessProbe: Probe.http({
        path: '/healthz',
        port: HEALTH.number,
        periodSeconds: 60,
        timeoutSeconds: 30,
        failureThreshold: 3,
      }),
      // they elect a leader
      replicas: 2,
      nodeSelector: AMD64,
      dangerouslyMountServiceAccountToken: 'it makes the pods of runs and watches how they end',
    });
    this.role = new WorkloadRole(this, 'Role', { serviceAccountName: name, rules: workflowControllerRules() });
    allowToApiServer(this.workload.connections, zone.platform, this.node.path);
  }

  /** Name of the user that makes the pods of runs. */
  get userName(): string {
    return `system:serviceaccount:${this.workload.zone.namespace}:${this.workload.serviceAccountName}`;
  }
}
