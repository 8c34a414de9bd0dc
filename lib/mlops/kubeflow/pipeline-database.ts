import { Size } from 'cdk8s';
import { SecretRef } from '../../platform';
import { type IPeer, Port } from '../../workload';
import { errors } from './errors';

/** A MySQL that exists, for example of OCI MySQL HeatWave. */
export interface ExternalMySqlProps {
  /** Host name, without scheme and port. */
  readonly host: string;
  /** How network policies select it, for example `Peer.cidr('10.0.40.0/24', { reachedByName: true })`. */
  readonly peer: IPeer;
  /** User of the API server, with all rights on its database. */
  readonly user: string;
  /** The user's password. */
  readonly password: SecretRef;
  /**
   * Port.
   * @default 3306
   */
  readonly port?: number;
  /**
   * Name of the database, which exists.
   * @default 'mlpipeline'
   */
  readonly databaseName?: string;
  /**
   * Whether passwords and results travel unencrypted.
   * @default false
   */
  readonly dangerouslyUnencrypted?: boolean;
}

/** The MySQL that the construct runs itself. */
export interface InClusterMySqlProps {
  /**
   * Volume for the data.
   * @default Size.gibibytes(50), the smallest block volume of OCI
   */
  readonly storage?: Size;
}

const HOST = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const DATABASE = /^[a-z][a-z0-9_]{0,31}$/;

/** Where runs and experiments are kept. Only MySQL: with PostgreSQL the API server of Kubeflow Pipelines 2.17 does not start. */
export class PipelineDatabase {
  /**
   * MySQL 8.4 in the zone, one pod with a volume, with a user for each who asks it. The passwords are Secrets of the zone that
   * you create: `mysql` (keys `root-password`, `pipelines-password`, `metadata-password`) for itself, and with the same
   * values `pipelines-database` and `metadata-database` (key `password`) for those who ask.
   */
  static mysql(props: InClusterMySqlProps = {}): PipelineDatabase {
    return new PipelineDatabase(
      'mlpipeline',
      'pipelines',
      SecretRef.key('pipelines-database', 'password'),
      undefined,
      props.storage ?? Size.gibibytes(50),
    );
  }

  /**
   * A MySQL 8 that exists. The metadata store then gets a small MySQL of its own, because it speaks neither TLS nor the
   * passwords of today.
   * @throws if the host or the database's name is not allowed
   */
  static external(props: ExternalMySqlProps): PipelineDatabase {
    const { host, user, password, databaseName = 'mlpipeline' } = props;
    if (!HOST.test(host)) throw errors.databaseHost(host);
    return new PipelineDatabase(databaseName, user, password, props);
  }

  private constructor(
    /** Name of the database. */
    readonly databaseName: string,
    /** User of the API server. */
    readonly user: string,
    /** The user's password, as the API server reads it. */
    readonly password: SecretRef,
    /** @internal */
    readonly _external?: ExternalMySqlProps,
    /** @internal */
    readonly _storage?: Size,
  ) {
    if (!DATABASE.test(databaseName)) throw errors.databaseName(databaseName);
  }
}

/** Where a database is, for whoever is configured with it. */
export interface DatabaseEndpoint {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: Port;
  /** Whether it speaks TLS. */
  readonly encrypted: boolean;
  /** How network policies select it. */
  readonly peer: IPeer;
}

/** @returns the endpoint of a database that exists */
export function externalDatabase(props: ExternalMySqlProps): DatabaseEndpoint {
  const { host, peer, port = 3306, dangerouslyUnencrypted = false } = props;
  return { host, peer, port: Port.tcp(port), encrypted: !dangerouslyUnencrypted };
}
