import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  type HardenedWorkload,
  ImageCatalog,
  ImageRef,
  type IPeer,
  type Port,
  Resources,
  TrustZone,
} from '../../workload';
import { SecretUses } from '../../workload/secret-uses';
import { AcceptedRisks } from './accepted-risks';
import { argoTag } from './argo-version';
import { ClusterObjects } from './cluster-objects';
import { TRACKING_CREDENTIALS } from './component-names';
import { PipelineCrds } from './crds/pipeline-crds';
import { errors } from './errors';
import { type KubeflowPipelinesProps } from './kubeflow-pipelines-props';
import { LauncherConfig } from './launcher-config';
import { MetadataStore } from './metadata-store';
import { type MySqlAccount, MySqlServer } from './mysql-server';
import { externalEndpoint, ObjectStore, type ObjectStoreEndpoint } from './object-store';
import { PersistenceAgent } from './persistence-agent';
import { PipelineApiServer } from './pipeline-api-server';
import { externalDatabase, PipelineDatabase } from './pipeline-database';
import { pipelineIdentityProblems } from './pipeline-identities';
import { PipelineWebhooks } from './pipeline-webhooks';
import { API_GRPC, API_HTTP, API_WEBHOOK, METADATA_GRPC } from './ports';
import { RunIdentity } from './run-identity';
import { type RunIdentityProps } from './run-identity-props';
import { SeaweedFsServer } from './seaweedfs';
import { WebhookCertificate } from './webhook-certificate';
import { WebhookIssuer } from './webhook-issuer';
import { WorkflowController } from './workflow-controller';

const METADATA_ACCOUNT: MySqlAccount = {
  databaseName: 'metadb',
  user: 'metadata',
  passwordKey: 'metadata-password',
  // it knows no other check (google/ml-metadata#178)
  nativePassword: true,
};

/** Path of the installation in a zone. */
const INSTALLED = new WeakMap<TrustZone, string>();

/**
 * Kubeflow Pipelines 2.17 in one zone, without a UI: its API server keeps pipelines as objects of the cluster, Argo runs them,
 * and every run has an identity of its own. Nothing is fetched when it is synthesized, and there is no default password.
 */
export class KubeflowPipelines extends Construct {
  /** The zone. */
  readonly zone: TrustZone;
  /** The API server of the pipelines, whom schedules and others ask to start runs. */
  readonly apiServer: HardenedWorkload;
  /** Who makes the pods of runs: a controller for `AdmissionPolicies`. */
  readonly controllerUser: string;
  private readonly images: { readonly driver: ImageRef; readonly launcher: ImageRef; readonly executor: ImageRef };
  private readonly services: { readonly peer: IPeer; readonly port?: Port }[];
  private readonly secretNames: string[];
  private readonly risks: AcceptedRisks;
  private readonly identities = new Map<string, RunIdentity>();

  /** @throws if the scope is in no zone of pipelines, the zone has an installation already, or a prop is not valid */
  constructor(scope: Construct, id: string, props: KubeflowPipelinesProps = {}) {
    super(scope, id);
    this.zone = TrustZone.of(this);
    this.checkZone();
    const { database = PipelineDatabase.mysql(), objectStore = ObjectStore.seaweedfs(), tracking } = props;
    const certificate = props.webhookCertificate ?? WebhookCertificate.certManager();
    const argo = argoTag(props.argoVersion ?? '3.7.15', this.node.path);
    this.risks = new AcceptedRisks(props.accepted);
    this.images = {
      driver: ImageCatalog.KFP_DRIVER.image,
      launcher: ImageCatalog.KFP_LAUNCHER.image,
      executor: withTag(ImageCatalog.ARGO_EXECUTOR.image, argo),
    };
    const mysql = this.mysqlServer(database);
    const databaseEndpoint = database._external === undefined ? mysql.endpoint : externalDatabase(database._external);
    const metadata = new MetadataStore(this, 'Metadata', { database: mysql.endpoint, ...METADATA_ACCOUNT }).workload;
    const store = this.objectStoreEndpoint(objectStore);
    const launcherConfig = new LauncherConfig(this, 'LauncherConfig', { store: objectStore, endpoint: store });
    // no backend of the zone's secrets brings it
    SecretUses.of(this.zone).broughtByOthers(certificate.secretName);
    const apiServer = new PipelineApiServer(this, 'ApiServer', {
      database,
      databaseEndpoint,
      store: objectStore,
      storeEndpoint: store,
      certificate,
      driverImage: this.zone._resolveImage(this.images.driver).toString(),
      launcherImage: this.zone._resolveImage(this.images.launcher).toString(),
      tracking,
    });
    this.apiServer = apiServer.workload;
    const agent = new PersistenceAgent(this, 'PersistenceAgent', { apiServer: this.apiServer });
    const controller = new WorkflowController(this, 'WorkflowController', {
      image: withTag(ImageCatalog.ARGO_CONTROLLER.image, argo),
      executorImage: this.images.executor,
      maxRuns: props.maxRuns ?? 4,
    });
    this.controllerUser = `user ${controller.userName}`;
    this.declareClusterObjects(certificate);
    this.services = [
      { peer: this.apiServer, port: API_GRPC },
      { peer: metadata, port: METADATA_GRPC },
      { peer: store.peer, port: store.port },
      ...(tracking === undefined ? [] : [{ peer: tracking.peer, port: tracking.port }]),
    ];
    this.secretNames = [objectStore.secretName, ...(tracking === undefined ? [] : [TRACKING_CREDENTIALS])];
    this.reserveRunPods(props);
    this.risks.acceptApiServer(apiServer, tracking !== undefined);
    this.risks.acceptPersistenceAgent(agent.workload);
    this.risks.acceptController(controller);
    this.risks.acceptSinglePod(metadata);
    this.risks.acceptLauncherConfig(launcherConfig);
    this.node.addValidation({ validate: () => pipelineIdentityProblems(this.zone, this.identities) });
  }

  /** Where the API server of the pipelines is, for example `http://ml-pipeline.pipelines.svc:8888`. */
  get url(): string {
    return `http://${this.apiServer.serviceName}.${this.zone.namespace}.svc:${API_HTTP.number}`;
  }

  /** Identities of runs, in the order of their names. */
  get runIdentities(): RunIdentity[] {
    return [...this.identities].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity);
  }

  /**
   * Who the runs of one pipeline are.
   * @param name of the ServiceAccount, which runs name
   * @throws if there is one of that name already, or the name is not one that a workload may have
   */
  runIdentity(name: string, props: RunIdentityProps = {}): RunIdentity {
    if (this.identities.has(name)) throw errors.runIdentityTwice(name, this.node.path);
    const identity = new RunIdentity(this, name, {
      ...props,
      controllerUser: this.controllerUser.replace(/^user /, ''),
      images: this.images,
      services: { connections: this.services, secretNames: this.secretNames },
    });
    this.identities.set(name, identity);
    this.risks.acceptRuns(identity, props);
    return identity;
  }

  private checkZone(): void {
    const { node } = this.zone;
    if (node.id !== 'pipelines') throw errors.zoneIsNotPipelines(node.id, this.node.path);
    const first = INSTALLED.get(this.zone);
    if (first !== undefined) throw errors.oneInstallPerZone(first, this.node.path);
    INSTALLED.set(this.zone, this.node.path);
  }

  private mysqlServer(database: PipelineDatabase): MySqlServer {
    const { _external, _storage, databaseName, user } = database;
    const own = { databaseName, user, passwordKey: 'pipelines-password', nativePassword: false };
    const server = new MySqlServer(this, 'Database', {
      storage: _storage ?? Size.gibibytes(50),
      accounts: [...(_external === undefined ? [own] : []), METADATA_ACCOUNT],
    });
    this.risks.acceptStore(server.workload);
    return server;
  }

  private objectStoreEndpoint({ bucket, _external, _storage }: ObjectStore): ObjectStoreEndpoint {
    if (_external !== undefined) return externalEndpoint(_external);
    const server = new SeaweedFsServer(this, 'ObjectStore', { bucket, storage: _storage ?? Size.gibibytes(50) });
    this.risks.acceptStore(server.workload);
    return server.endpoint;
  }

  private declareClusterObjects(certificate: WebhookCertificate): void {
    const { namespace } = this.zone;
    const { serviceName } = this.apiServer;
    const { secretName, caBundle } = certificate;
    if (caBundle === undefined) new WebhookIssuer(this, 'Issuer', { namespace, serviceName, secretName });
    const cluster = new ClusterObjects(this, 'cluster');
    new PipelineCrds(cluster, 'Crds');
    new PipelineWebhooks(cluster, 'Webhooks', { namespace, serviceName, port: API_WEBHOOK.number, certificate });
  }

  private reserveRunPods({ maxRunPods = 12, largestRunPod }: KubeflowPipelinesProps): void {
    this.zone.reserve({
      pods: maxRunPods,
      resources:
        largestRunPod ??
        Resources.of({ cpuMillicores: 4000, memory: Size.gibibytes(8), ephemeralStorage: Size.gibibytes(16) }),
      containerDefault: Resources.of({
        cpuMillicores: 500,
        memory: Size.mebibytes(512),
        ephemeralStorage: Size.mebibytes(256),
      }),
    });
  }
}

function withTag(image: ImageRef, tag: string): ImageRef {
  return ImageRef.of(`${image.name}:${tag}`);
}
