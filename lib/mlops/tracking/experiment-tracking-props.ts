import { type Size } from 'cdk8s';
import { type SecretRef } from '../../platform';
import { type ImageRef, type IPeer } from '../../workload';
import { type AcceptedProps } from '../kubeflow';

/** The MLflow server that holds experiments and the model registry. */
export interface ExperimentTrackingProps {
  /**
   * Name of the workload, its Service and, with the suffix `-data`, its claim.
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * Password of the first administrator, at least 12 characters. It counts only while the server has no administrator: to
   * change it later, ask the server (`PATCH /api/2.0/mlflow/users/update-password`).
   * @default SecretRef.key('<name>-admin', 'password')
   */
  readonly adminPassword?: SecretRef;
  /**
   * Name of the first administrator.
   * @default 'admin'
   */
  readonly adminUsername?: string;
  /**
   * Key that signs sessions and forms: random, at least 32 characters.
   * @default SecretRef.key('<name>-session', 'key')
   */
  readonly sessionKey?: SecretRef;
  /**
   * Size of the volume with the database and the artifacts.
   * @default Size.gibibytes(20)
   */
  readonly dataSize?: Size;
  /**
   * A claim that exists already, instead of one that is made.
   * @default - a claim of its own, of the platform's storage class
   */
  readonly existingClaim?: string;
  /**
   * Who may connect to it.
   * @default - nobody until `connections.allowFrom`
   */
  readonly clients?: readonly IPeer[];
  /**
   * Names, with their port, under which it is called besides those of its Service, for example `mlflow.example.com:443`.
   * Requests for any other host are refused, so that a web page in somebody's browser cannot reach it by a name of its own.
   * @default - only those of its Service
   */
  readonly furtherHosts?: string[];
  /**
   * Origins of web pages whose scripts may call it, for example `https://mlflow.example.com`.
   * @default - none
   */
  readonly webOrigins?: string[];
  /**
   * Another image of the same server.
   * @default - the one in ImageCatalog
   */
  readonly image?: ImageRef;
  /**
   * CPU set aside, in thousandths of a core; it may use four times as much.
   * @default 250
   */
  readonly cpuMillicores?: number;
  /**
   * Memory of the server at most; three quarters of it are set aside.
   * @default Size.gibibytes(1)
   */
  readonly memoryLimit?: Size;
  /**
   * Whoever accepts, by name, what the server cannot do without: one pod, which stops before its successor starts, with a
   * volume that it writes.
   * @default - nobody: each is a finding, and the cluster refuses the server until they are waived
   */
  readonly accepted?: AcceptedProps;
}
