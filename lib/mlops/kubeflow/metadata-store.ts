import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../../platform';
import { HardenedWorkload, ImageCatalog, Mount, Probe, Resources } from '../../workload';
import { COMPONENT } from './component-names';
import { AMD64 } from './node-architecture';
import { type DatabaseEndpoint } from './pipeline-database';
import { METADATA_GRPC } from './ports';

interface MetadataStoreProps {
  readonly database: DatabaseEndpoint;
  readonly databaseName: string;
  readonly user: string;
}

const CONFIG = '/run/metadata';

/** ML Metadata, which Kubeflow Pipelines 2.17 still need and the next minor does not. */
export class MetadataStore extends Construct {
  /** The workload. */
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: MetadataStoreProps) {
    super(scope, id);
    const password = Mount.secretFile(
      SecretRef.key('metadata-database', 'password'),
      '/etc/secure-llm/secrets/database',
    );
    const { number: port } = METADATA_GRPC;
    this.workload = new HardenedWorkload(this, 'Server', {
      name: COMPONENT.METADATA,
      image: ImageCatalog.ML_METADATA.image,
      command: ['/bin/metadata_store_server'],
      args: [
        `--grpc_port=${port}`,
        `--metadata_store_server_config_file=${CONFIG}/server.conf`,
        // as Kubeflow starts it: driver and launcher send messages of up to 100 MiB
        '--grpc_channel_arguments=grpc.max_metadata_size=16384,grpc.max_receive_message_length=104857600,grpc.max_send_message_length=104857600',
      ],
      ports: [METADATA_GRPC],
      mounts: [Mount.memory(CONFIG, Size.mebibytes(1)), Mount.scratch('/tmp', Size.mebibytes(32))],
      initContainers: [
        {
          name: 'configuration',
          command: ['/bin/sh', '-ec', configurationScript(props, password)],
          mounts: [password, Mount.memory(CONFIG, Size.mebibytes(1))],
          sharesMountsAndEnv: false,
        },
      ],
      resources: Resources.of({
        cpuMillicores: 100,
        cpuLimitMillicores: 500,
        memory: Size.mebibytes(256),
        ephemeralStorage: Size.mebibytes(128),
      }),
      startupProbe: Probe.tcp({ port, periodSeconds: 5, failureThreshold: 60 }),
      readinessProbe: Probe.tcp({ port }),
      livenessProbe: Probe.tcp({ port, periodSeconds: 20, failureThreshold: 6 }),
      // two that start at once would both create the tables
      replicas: 1,
      nodeSelector: AMD64,
    });
    this.workload.connections.allowTo(props.database.peer, props.database.port);
  }
}

/** Its arguments would show the password to everybody who sees the process; a file in memory does not. */
function configurationScript({ database, databaseName, user }: MetadataStoreProps, password: Mount): string {
  return [
    'umask 037',
    `password=$(sed -e 's/[\\\\"]/\\\\&/g' ${password.filePath} | tr -d '\\r\\n')`,
    `cat > ${CONFIG}/server.conf <<END`,
    'connection_config {',
    '  mysql {',
    `    host: "${database.host}"`,
    `    port: ${database.port.number}`,
    `    database: "${databaseName}"`,
    `    user: "${user}"`,
    '    password: "$password"',
    '    skip_db_creation: true',
    '  }',
    '}',
    'migration_options { enable_upgrade_migration: true }',
    'END',
  ].join('\n');
}
