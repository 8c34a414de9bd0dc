import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../../platform';
import {
  ConfigFile,
  type Connections,
  EnvVar,
  HardenedWorkload,
  ImageCatalog,
  type IPeer,
  Mount,
  type Peer,
  Port,
  Probe,
  Resources,
  Rollout,
  TrustZone,
  VolumeClaim,
} from '../../workload';
import { acceptRisks } from './accepted-risks';
import { authConfig } from './auth-config';
import { checkTrackingProps } from './check-tracking-props';
import { type ExperimentTrackingProps } from './experiment-tracking-props';
import { serverArguments } from './server-arguments';
import { serviceHosts } from './service-hosts';

const SYMBOL = Symbol.for('cdk8s-secure-llm.ExperimentTracking');
const PORT = Port.tcp(5000, 'http');
const DATA = '/data';
const AUTH_CONFIG = '/etc/secure-llm/mlflow/auth.ini';
const SECRETS = '/etc/secure-llm/secrets';
/** MLflow was ready after 51 s on an overloaded machine. */
const START_SECONDS = 120;

// MLflow reads both from the environment only; files keep them out of the pod specification and of `kubectl describe`.
const START = [
  'set -eu',
  'MLFLOW_AUTH_ADMIN_PASSWORD="$(cat "$MLFLOW_AUTH_ADMIN_PASSWORD_FILE")"',
  'MLFLOW_FLASK_SERVER_SECRET_KEY="$(cat "$MLFLOW_FLASK_SERVER_SECRET_KEY_FILE")"',
  'test -n "$MLFLOW_AUTH_ADMIN_PASSWORD"',
  'test -n "$MLFLOW_FLASK_SERVER_SECRET_KEY"',
  'export MLFLOW_AUTH_ADMIN_PASSWORD MLFLOW_FLASK_SERVER_SECRET_KEY',
  'exec mlflow server "$@"',
].join('; ');

/**
 * An MLflow server with authentication: experiments of pipelines, and the registry of models with the digest of each
 * version. Nobody sees what was not given to him, nobody is let in without a password, and it opens no connection itself.
 *
 * One pod with a database on its own volume: a release of it is a short interruption, during which runs go on without
 * tracking (the launcher of Kubeflow Pipelines does not fail when it cannot reach MLflow).
 */
export class ExperimentTracking extends Construct implements IPeer {
  /** Whether the construct is a tracking server; works across duplicate installations of this package. */
  static isExperimentTracking(construct: unknown): construct is ExperimentTracking {
    return typeof construct === 'object' && construct !== null && SYMBOL in construct;
  }

  /** The Deployment and what belongs to it. */
  readonly workload: HardenedWorkload;
  /** Password of the first administrator. */
  readonly adminPassword: SecretRef;
  /** Key that signs sessions and forms. */
  readonly sessionKey: SecretRef;
  /** Name of the claim with the database and the artifacts. */
  readonly claimName: string;

  /** @throws if the scope is in no zone, or a prop cannot be right */
  constructor(scope: Construct, id: string, props: ExperimentTrackingProps = {}) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    const name = props.name ?? id;
    const zone = TrustZone.of(this);
    this.adminPassword = props.adminPassword ?? SecretRef.key(`${name}-admin`, 'password');
    this.sessionKey = props.sessionKey ?? SecretRef.key(`${name}-session`, 'key');
    checkTrackingProps(props, this.adminPassword, this.sessionKey, this.node.path);
    this.claimName = props.existingClaim ?? `${name}-data`;
    if (props.existingClaim === undefined) {
      new VolumeClaim(this, 'Data', { name: this.claimName, size: props.dataSize ?? Size.gibibytes(20) });
    }
    const memoryLimit = props.memoryLimit ?? Size.gibibytes(1);
    const cpuMillicores = props.cpuMillicores ?? 250;
    const password = Mount.secretFile(this.adminPassword, `${SECRETS}/admin-password`);
    const sessionKey = Mount.secretFile(this.sessionKey, `${SECRETS}/session-key`);
    const auth = new ConfigFile(this, 'AuthConfig', {
      name: `${name}-auth`,
      fileName: 'auth.ini',
      text: authConfig(`sqlite:///${DATA}/users.db`),
    });
    const health = { path: '/health', port: PORT.number };

    this.workload = new HardenedWorkload(this, 'Workload', {
      name,
      image: props.image ?? ImageCatalog.MLFLOW.image,
      uid: ImageCatalog.MLFLOW.uid,
      gid: ImageCatalog.MLFLOW.gid,
      command: ['/bin/sh', '-c', START, 'mlflow'],
      args: serverArguments({
        port: PORT.number,
        allowedHosts: [...serviceHosts(name, zone, PORT.number), ...(props.furtherHosts ?? [])],
        webOrigins: props.webOrigins ?? [],
        databaseUri: `sqlite:///${DATA}/mlflow.db`,
        artifactsFolder: `${DATA}/artifacts`,
      }),
      env: [
        EnvVar.value('MLFLOW_AUTH_ADMIN_USERNAME', props.adminUsername ?? 'admin'),
        EnvVar.value('MLFLOW_AUTH_ADMIN_PASSWORD_FILE', password.filePath),
        EnvVar.value('MLFLOW_FLASK_SERVER_SECRET_KEY_FILE', sessionKey.filePath),
        EnvVar.value('MLFLOW_AUTH_CONFIG_PATH', AUTH_CONFIG),
        // eight more processes, 1.7 GB in all, that run code on request
        EnvVar.value('MLFLOW_SERVER_ENABLE_JOB_EXECUTION', 'false'),
        EnvVar.value('MLFLOW_DISABLE_TELEMETRY', 'true'),
        EnvVar.value('DO_NOT_TRACK', 'true'),
        EnvVar.value('HOME', DATA),
        EnvVar.value('TMPDIR', '/tmp'),
      ],
      ports: [PORT],
      mounts: [
        password,
        sessionKey,
        Mount.configFile(auth, AUTH_CONFIG),
        Mount.claim(this.claimName, DATA, { writable: true }),
        Mount.scratch('/tmp', Size.mebibytes(512)),
      ],
      resources: Resources.of({
        cpuMillicores,
        cpuLimitMillicores: 4 * cpuMillicores,
        memory: Size.mebibytes(Math.floor((memoryLimit.toMebibytes() * 3) / 4)),
        memoryLimit,
        ephemeralStorage: Size.gibibytes(1),
      }),
      // answered without credentials and for the pod's address
      startupProbe: Probe.http({ ...health, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: START_SECONDS / 5 }),
      readinessProbe: Probe.http({ ...health, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 }),
      livenessProbe: Probe.http({ ...health, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 }),
      replicas: 1,
      // two servers would write one database
      rollout: Rollout.recreate(),
    });
    if (props.accepted !== undefined) acceptRisks(this.workload, props.accepted);
    for (const client of props.clients ?? []) this.connections.allowFrom(client);
  }

  /** Name of the workload and its Service. */
  get name(): string {
    return this.workload.name;
  }

  /** Where clients reach it inside the cluster: `MLFLOW_TRACKING_URI`, and `endpoint` of Kubeflow Pipelines' plugin. */
  get url(): string {
    return this.workload.url;
  }

  /** Who may connect to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** How network policies select its pods. */
  get peer(): Peer {
    return this.workload.peer;
  }
}
