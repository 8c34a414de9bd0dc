import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../../platform';
import { HardenedWorkload, ImageCatalog, Mount, Probe, Resources, Rollout, VolumeClaim } from '../../workload';
import { COMPONENT } from './component-names';
import { AMD64 } from './node-architecture';
import { type ObjectStoreEndpoint } from './object-store';
import { S3 } from './ports';

interface SeaweedFsServerProps {
  readonly bucket: string;
  readonly storage: Size;
}

const CONFIG = '/run/seaweedfs';
const CREDENTIALS = '/etc/secure-llm/secrets';

/** SeaweedFS as one process in one pod: master, volumes and filer on the loopback address, and S3 for the pipelines. */
export class SeaweedFsServer extends Construct {
  /** The workload. */
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: SeaweedFsServerProps) {
    super(scope, id);
    const name = COMPONENT.OBJECT_STORE;
    const claim = new VolumeClaim(this, 'Claim', { name, size: props.storage });
    const [accessKey, secretKey] = ['accesskey', 'secretkey'].map((key) =>
      Mount.secretFile(SecretRef.key(name, key), `${CREDENTIALS}/${key}`),
    ) as [Mount, Mount];
    this.workload = new HardenedWorkload(this, 'Server', {
      name,
      image: ImageCatalog.SEAWEEDFS.image,
      command: ['/usr/bin/weed'],
      args: serverArguments(),
      ports: [S3],
      mounts: [
        Mount.claim(claim.claimName, '/data', { writable: true }),
        Mount.scratch('/tmp', Size.mebibytes(256)),
        Mount.memory(CONFIG, Size.mebibytes(1)),
      ],
      initContainers: [
        {
          name: 'accounts',
          command: ['/bin/sh', '-ec', accountsScript(props.bucket, accessKey, secretKey)],
          mounts: [accessKey, secretKey, Mount.memory(CONFIG, Size.mebibytes(1))],
          sharesMountsAndEnv: false,
        },
      ],
      resources: Resources.of({
        cpuMillicores: 100,
        cpuLimitMillicores: 1000,
        memory: Size.mebibytes(512),
        memoryLimit: Size.gibibytes(1),
        ephemeralStorage: Size.mebibytes(512),
      }),
      startupProbe: Probe.http({ path: '/status', port: S3.number, periodSeconds: 5, failureThreshold: 36 }),
      readinessProbe: Probe.http({ path: '/status', port: S3.number }),
      livenessProbe: Probe.http({ path: '/status', port: S3.number, periodSeconds: 20, failureThreshold: 6 }),
      replicas: 1,
      rollout: Rollout.recreate(),
      terminationGracePeriodSeconds: 60,
      nodeSelector: AMD64,
    });
  }

  /** Where it is. */
  get endpoint(): ObjectStoreEndpoint {
    const { namespace } = this.workload.zone;
    const host = `${this.workload.serviceName}.${namespace}.svc`;
    return { host, port: S3, encrypted: false, region: 'us-east-1', peer: this.workload };
  }
}

/** Only S3 leaves the loopback address: the filer and the master know no credentials. */
function serverArguments(): string[] {
  return [
    'server',
    '-dir=/data',
    '-ip=127.0.0.1',
    '-ip.bind=127.0.0.1',
    '-master.telemetry=false',
    '-master.volumePreallocate=false',
    '-master.volumeSizeLimitMB=1024',
    '-volume.max=0',
    '-filer',
    '-s3',
    '-s3.ip.bind=0.0.0.0',
    `-s3.port=${S3.number}`,
    `-s3.config=${CONFIG}/s3.json`,
    '-s3.iam=false',
    '-s3.port.iceberg=0',
    '-s3.allowDeleteBucketNotEmpty=false',
  ];
}

/** One account that owns one bucket. Written into memory: an argument or a variable would show the key to more readers. */
function accountsScript(bucket: string, accessKey: Mount, secretKey: Mount): string {
  const actions = ['Admin', 'Read', 'Write', 'List', 'Tagging'].map((action) => `"${action}:${bucket}"`).join(',');
  return [
    'umask 037',
    `json() { sed -e 's/[\\\\"]/\\\\&/g' "$1" | tr -d '\\r\\n'; }`,
    `printf '{"identities":[{"name":"pipelines","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":[${actions}]}]}' "$(json ${accessKey.filePath})" "$(json ${secretKey.filePath})" > ${CONFIG}/s3.json`,
  ].join('\n');
}
