import { Size } from 'cdk8s';
import { SecretRef } from '../../platform';
import { type IPeer, Port } from '../../workload';
import { errors } from './errors';

/** Where artifacts of runs are kept, in a bucket of a store that speaks S3. */
export interface S3ObjectStoreProps {
  /** Host name, without scheme and port. */
  readonly host: string;
  /** How network policies select it, for example `Peer.cidr('192.0.2.0/24', { reachedByName: true })`. */
  readonly peer: IPeer;
  /** Name of the bucket. */
  readonly bucket: string;
  /** Secret with the keys `accesskey` and `secretkey`, which runs read by name. */
  readonly secretName: string;
  /**
   * Port.
   * @default 443
   */
  readonly port?: number;
  /**
   * Region.
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * Whether it speaks plain HTTP.
   * @default false
   */
  readonly dangerouslyUnencrypted?: boolean;
}

/** The store that the construct runs itself. */
export interface SeaweedFsProps {
  /**
   * Volume for the artifacts.
   * @default Size.gibibytes(50), the smallest block volume of OCI
   */
  readonly storage?: Size;
  /**
   * Name of the bucket.
   * @default 'pipelines'
   */
  readonly bucket?: string;
}

/** OCI's endpoints that speak S3. */
const OCI_HOST =
  /\.(compat\.objectstorage\.[a-z0-9-]+\.(oraclecloud|oci\.customer-oci)\.com|objectstorage\.[a-z0-9-]+\.oci\.customer-oci\.com)$/;
const HOST = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const BUCKET = /^[a-z0-9][-a-z0-9]{1,61}[a-z0-9]$/;

/** Where artifacts are kept: in the zone itself, or in a store that exists. */
export class ObjectStore {
  /**
   * SeaweedFS in the zone, one pod with a volume. Its credentials are Secrets of the zone: `seaweedfs` for itself and
   * `object-store` for those who use it, both with the keys `accesskey` and `secretkey` and the same values.
   * @throws if the bucket's name is not allowed
   */
  static seaweedfs(props: SeaweedFsProps = {}): ObjectStore {
    const { storage = Size.gibibytes(50), bucket = 'pipelines' } = props;
    return new ObjectStore(bucket, 'object-store', undefined, storage);
  }

  /**
   * A store that speaks S3 and exists. Not OCI Object Storage, until Kubeflow Pipelines can use it.
   * @throws if the host or bucket is not allowed, or the host is OCI Object Storage
   */
  static s3(props: S3ObjectStoreProps): ObjectStore {
    const { host, bucket, secretName } = props;
    if (OCI_HOST.test(host)) throw errors.ociObjectStorage(host);
    if (!HOST.test(host)) throw errors.objectStoreHost(host);
    return new ObjectStore(bucket, secretName, props);
  }

  /** Key of the access key in the Secret. */
  readonly accessKey: SecretRef;
  /** Key of the secret key in the Secret. */
  readonly secretKey: SecretRef;

  private constructor(
    /** Name of the bucket. */
    readonly bucket: string,
    /** Secret with the credentials. */
    readonly secretName: string,
    /** @internal */
    readonly _external?: S3ObjectStoreProps,
    /** @internal */
    readonly _storage?: Size,
  ) {
    if (!BUCKET.test(bucket)) throw errors.bucketName(bucket);
    this.accessKey = SecretRef.key(secretName, 'accesskey');
    this.secretKey = SecretRef.key(secretName, 'secretkey');
  }
}

/** Where the store is, for whoever is configured with it. */
export interface ObjectStoreEndpoint {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: Port;
  /** Whether it speaks TLS. */
  readonly encrypted: boolean;
  /** Region. */
  readonly region: string;
  /** How network policies select it. */
  readonly peer: IPeer;
}

/** @returns the endpoint of a store that exists */
export function externalEndpoint(props: S3ObjectStoreProps): ObjectStoreEndpoint {
  const { host, peer, port = 443, region = 'us-east-1', dangerouslyUnencrypted = false } = props;
  return { host, peer, port: Port.tcp(port), region, encrypted: !dangerouslyUnencrypted };
}
