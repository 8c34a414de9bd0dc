import { type IPeer, type Port } from '../../workload';

/** An MLflow server in which the runs of pipelines show. Its credentials are the Secret `kfp-mlflow-credentials`. */
export interface TrackingPluginProps {
  /** URL of the server, for example `http://mlflow.pipelines.svc:5000`. */
  readonly endpoint: string;
  /** How network policies select it. */
  readonly peer: IPeer;
  /**
   * Its port.
   * @default - the first one that the peer serves
   */
  readonly port?: Port;
  /**
   * Name of the experiment of runs that name none.
   * @default 'pipelines'
   */
  readonly experimentName?: string;
}

/** Keys of the Secret with the credentials. */
const CREDENTIAL_KEYS = { usernameKey: 'username', passwordKey: 'password' };

/** `plugins.mlflow` of the API server's configuration. A server that does not answer holds up each new run for that long. */
export function trackingConfig({ endpoint, experimentName = 'pipelines' }: TrackingPluginProps): object {
  return {
    endpoint,
    timeout: '10s',
    tls: { insecureSkipVerify: false },
    settings: {
      authType: 'basic-auth',
      workspacesEnabled: false,
      credentialSecretRef: CREDENTIAL_KEYS,
      defaultExperimentName: experimentName,
      injectUserEnvVars: false,
    },
  };
}
