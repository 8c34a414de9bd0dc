/** Names of the components, which are those of their Services and ServiceAccounts; programs of Kubeflow look for some of them. */
export const COMPONENT = {
  API_SERVER: 'ml-pipeline',
  PERSISTENCE_AGENT: 'ml-pipeline-persistenceagent',
  WORKFLOW_CONTROLLER: 'workflow-controller',
  METADATA: 'metadata-grpc',
  DATABASE: 'mysql',
  OBJECT_STORE: 'seaweedfs',
} as const;

/** ConfigMap in which driver and launcher look for the object store: the name is compiled into them. */
export const LAUNCHER_CONFIG = 'kfp-launcher';
/** Secret in which the plugin for MLflow looks for its credentials: the name is compiled into it. */
export const TRACKING_CREDENTIALS = 'kfp-mlflow-credentials';
