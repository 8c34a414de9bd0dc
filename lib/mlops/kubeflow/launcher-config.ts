import { type ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { TrustZone } from '../../workload';
import { LAUNCHER_CONFIG } from './component-names';
import { type ObjectStore, type ObjectStoreEndpoint } from './object-store';

interface LauncherConfigProps {
  readonly store: ObjectStore;
  readonly endpoint: ObjectStoreEndpoint;
}

/** Where driver and launcher find the object store and its credentials; without it they ask a namespace called kubeflow. */
export class LauncherConfig extends Construct {
  /** The ConfigMap: its name cannot change with its content. */
  readonly configMap: ApiObject;

  constructor(scope: Construct, id: string, props: LauncherConfigProps) {
    super(scope, id);
    const { store, endpoint } = props;
    const provider = {
      default: {
        endpoint: `${endpoint.host}:${endpoint.port.number}`,
        region: endpoint.region,
        disableSSL: !endpoint.encrypted,
        forcePathStyle: true,
        maxRetries: 5,
        credentials: {
          fromEnv: false,
          secretRef: {
            secretName: store.secretName,
            accessKeyKey: store.accessKey.key,
            secretKeyKey: store.secretKey.key,
          },
        },
      },
    };
    this.configMap = new k8s.KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: LAUNCHER_CONFIG, namespace: TrustZone.of(this).namespace },
      data: { defaultPipelineRoot: pipelineRoot(store), providers: JSON.stringify({ s3: provider }) },
    });
  }
}

/** Where artifacts of runs lie that say nothing else. */
export function pipelineRoot(store: ObjectStore): string {
  return `s3://${store.bucket}/v2/artifacts`;
}
