import { type DatabaseEndpoint } from './pipeline-database';
import { type TrackingPluginProps, trackingConfig } from './tracking-plugin';

interface ApiServerConfigProps {
  readonly databaseName: string;
  readonly database: DatabaseEndpoint;
  readonly bucket: string;
  readonly defaultServiceAccountName: string;
  readonly tracking?: TrackingPluginProps;
}

/** Our own `config.json`: the one in the image has default credentials and a plugin that waits for somebody else's server. */
export function apiServerConfig(props: ApiServerConfigProps): string {
  const { database, tracking } = props;
  const config = {
    DBDriverName: 'mysql',
    DBConfig: {
      MySQLConfig: {
        DBName: props.databaseName,
        GroupConcatMaxLen: '4194304',
        ...(database.encrypted && { ExtraParams: { tls: 'true' } }),
      },
      ConMaxLifeTime: '120s',
    },
    ObjectStoreConfig: { BucketName: props.bucket, PipelinePath: 'pipelines' },
    ARCHIVE_CONFIG_LOG_FILE_NAME: 'main.log',
    ARCHIVE_CONFIG_LOG_PATH_PREFIX: '/artifacts',
    InitConnectionTimeout: '6m',
    DEFAULTPIPELINERUNNERSERVICEACCOUNT: props.defaultServiceAccountName,
    CacheEnabled: 'true',
    ...(tracking !== undefined && { plugins: { mlflow: trackingConfig(tracking) } }),
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
