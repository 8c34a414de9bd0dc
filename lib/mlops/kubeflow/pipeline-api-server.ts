import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../../platform';
import {
  ConfigFile,
  EnvVar,
  HardenedWorkload,
  ImageCatalog,
  Mount,
  Peer,
  Probe,
  Resources,
  TrustZone,
  WorkloadRole,
} from '../../workload';
import { allowToApiServer } from '../../workload/api-server';
import { apiServerConfig } from './api-server-config';
import { apiServerRules } from './api-server-rules';
import { COMPONENT } from './component-names';
import { AMD64 } from './node-architecture';
import { type ObjectStore, type ObjectStoreEndpoint } from './object-store';
import { type DatabaseEndpoint, type PipelineDatabase } from './pipeline-database';
import { API_GRPC, API_HTTP, API_WEBHOOK } from './ports';
import { runDefaults, STEP_ID } from './run-pod';
import { type TrackingPluginProps } from './tracking-plugin';
import { type WebhookCertificate } from './webhook-certificate';

interface PipelineApiServerProps {
  readonly database: PipelineDatabase;
  readonly databaseEndpoint: DatabaseEndpoint;
  readonly store: ObjectStore;
  readonly storeEndpoint: ObjectStoreEndpoint;
  readonly certificate: WebhookCertificate;
  readonly driverImage: string;
  readonly launcherImage: string;
  readonly tracking?: TrackingPluginProps;
}

const CERTIFICATE = '/etc/webhook';
/** The account of a run that names none: it does not exist, so that such a run fails instead of getting rights. */
const NO_ACCOUNT = 'none';

/** The API server of Kubeflow Pipelines, which keeps pipelines as objects of the cluster and runs in its database. */
export class PipelineApiServer extends Construct {
  /** The workload. */
  readonly workload: HardenedWorkload;
  /** What it may ask the API server of Kubernetes for. */
  readonly role: WorkloadRole;

  constructor(scope: Construct, id: string, props: PipelineApiServerProps) {
    super(scope, id);
    const zone = TrustZone.of(this);
    const name = COMPONENT.API_SERVER;
    const { certificate, database, databaseEndpoint, store, storeEndpoint, tracking } = props;
    const config = new ConfigFile(this, 'Config', {
      name: 'ml-pipeline-config',
      fileName: 'config.json',
      text: apiServerConfig({
        databaseName: database.databaseName,
        database: databaseEndpoint,
        bucket: store.bucket,
        defaultServiceAccountName: NO_ACCOUNT,
        tracking,
      }),
    });
    const [crt, key] = ['tls.crt', 'tls.key'].map((file) =>
      Mount.secretFile(SecretRef.key(certificate.secretName, file), `${CERTIFICATE}/${file}`),
    ) as [Mount, Mount];
    this.workload = new HardenedWorkload(this, 'Server', {
      name,
      image: ImageCatalog.KFP_API_SERVER.image,
      command: ['/bin/apiserver'],
      args: [
        '--config=/config',
        // tutorials are not wanted: a file that is not there is skipped
        '--sampleconfig=/config/no-samples.json',
        '-logtostderr=true',
        '--pipelinesStoreKubernetes=true',
        `--webhookPortFlag=:${API_WEBHOOK.number}`,
        `--webhookTLSCertPath=${crt.filePath}`,
        `--webhookTLSKeyPath=${key.filePath}`,
      ],
      env: [...this.settings(props), ...this.credentials(database, store)],
      mounts: [Mount.configFile(config, '/config/config.json'), crt, key, Mount.scratch('/tmp', Size.mebibytes(128))],
      ports: [API_HTTP, API_GRPC, API_WEBHOOK],
      resources: Resources.of({
        cpuMillicores: 250,
        cpuLimitMillicores: 1000,
        memory: Size.mebibytes(512),
        memoryLimit: Size.gibibytes(1),
        ephemeralStorage: Size.mebibytes(256),
      }),
      // it waits six minutes for its database
      startupProbe: Probe.http({ path: HEALTH, port: API_HTTP.number, periodSeconds: 5, failureThreshold: 84 }),
      readinessProbe: Probe.http({ path: HEALTH, port: API_HTTP.number, periodSeconds: 5 }),
      livenessProbe: Probe.http({ path: HEALTH, port: API_HTTP.number, periodSeconds: 20, failureThreshold: 6 }),
      replicas: 1,
      // it ends its webhook at the signal and itself never: waiting longer gains nothing
      terminationGracePeriodSeconds: 10,
      preStopSleepSeconds: 5,
      nodeSelector: AMD64,
      dangerouslyMountServiceAccountToken: 'it makes Workflows of runs, and keeps pipelines as objects of the cluster',
    });
    this.role = new WorkloadRole(this, 'Role', {
      serviceAccountName: name,
      rules: apiServerRules(tracking !== undefined),
    });
    const { connections } = this.workload;
    allowToApiServer(connections, zone.platform, this.node.path);
    connections.allowTo(databaseEndpoint.peer, databaseEndpoint.port);
    connections.allowTo(storeEndpoint.peer, storeEndpoint.port);
    if (tracking !== undefined) connections.allowTo(tracking.peer, tracking.port);
    connections.allowFrom(
      Peer.dangerouslyAnyone('the API server of Kubernetes calls the webhook, and its addresses are not those of pods'),
      API_WEBHOOK,
    );
  }

  private settings(props: PipelineApiServerProps): EnvVar[] {
    const { namespace, platform } = TrustZone.of(this);
    const { database, databaseEndpoint, storeEndpoint } = props;
    const values: Readonly<Record<string, string>> = {
      CLUSTER_DOMAIN: platform.clusterDomain,
      LOG_LEVEL: 'info',
      DBCONFIG_MYSQLCONFIG_HOST: databaseEndpoint.host,
      DBCONFIG_MYSQLCONFIG_PORT: String(databaseEndpoint.port.number),
      DBCONFIG_MYSQLCONFIG_USER: database.user,
      OBJECTSTORECONFIG_HOST: storeEndpoint.host,
      OBJECTSTORECONFIG_PORT: String(storeEndpoint.port.number),
      OBJECTSTORECONFIG_SECURE: String(storeEndpoint.encrypted),
      OBJECTSTORECONFIG_REGION: storeEndpoint.region,
      ML_PIPELINE_SERVICE_NAME: COMPONENT.API_SERVER,
      METADATA_SERVICE_NAME: COMPONENT.METADATA,
      // without these it ends at once, though nothing asks them
      ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_HOST: `visualization-server.${namespace}.invalid`,
      ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_PORT: '8888',
      // without these runs take images called latest
      V2_DRIVER_IMAGE: props.driverImage,
      V2_LAUNCHER_IMAGE: props.launcherImage,
      COMPILED_PIPELINE_SPEC_PATCH: JSON.stringify(runDefaults(platform)),
      DEFAULT_SECURITY_CONTEXT_RUN_AS_USER: String(STEP_ID),
      DEFAULT_SECURITY_CONTEXT_RUN_AS_GROUP: String(STEP_ID),
      DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT: 'true',
      ...(platform.userNamespaces && { DEFAULT_SECURITY_CONTEXT_HOST_USERS: 'false' }),
      BLOCK_V1_PIPELINES: 'true',
      PIPELINE_URL_VALIDATION_ENABLED: 'true',
      PUBLISH_LOGS: 'true',
    };
    return [
      EnvVar.fromPodField('POD_NAMESPACE', 'metadata.namespace'),
      ...Object.entries(values).map(([name, value]) => EnvVar.value(name, value)),
    ];
  }

  private credentials(database: PipelineDatabase, store: ObjectStore): EnvVar[] {
    const reason = 'the API server of Kubeflow Pipelines reads its credentials from the environment only';
    return [
      EnvVar.dangerouslyFromSecret('DBCONFIG_MYSQLCONFIG_PASSWORD', database.password, reason),
      EnvVar.dangerouslyFromSecret('OBJECTSTORECONFIG_ACCESSKEY', store.accessKey, reason),
      EnvVar.dangerouslyFromSecret('OBJECTSTORECONFIG_SECRETACCESSKEY', store.secretKey, reason),
    ];
  }
}

const HEALTH = '/apis/v1beta1/healthz';
