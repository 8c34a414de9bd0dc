export * from './kubeflow-pipelines';
export * from './kubeflow-pipelines-props';
export { ObjectStore, type S3ObjectStoreProps, type SeaweedFsProps } from './object-store';
export { type ExternalMySqlProps, type InClusterMySqlProps, PipelineDatabase } from './pipeline-database';
export { RunIdentity } from './run-identity';
export { type RunIdentityProps } from './run-identity-props';
export { type TrackingPluginProps } from './tracking-plugin';
export { WebhookCertificate } from './webhook-certificate';
