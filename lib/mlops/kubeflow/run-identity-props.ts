import { type SecretRef } from '../../platform';
import { type IPeer, type Port } from '../../workload';

/** What the runs of one pipeline reach and hold beside the pipelines' own services. */
export interface RunIdentityProps {
  /**
   * Whom the steps may connect to, each on its first port; more with `connections.allowTo`.
   * @default - nobody else
   */
  readonly peers?: IPeer[];
  /**
   * Secrets that steps mount as files.
   * @default - none
   */
  readonly secrets?: SecretRef[];
  /**
   * Names of the claims that steps mount. Kubeflow mounts them so that a step can write: protect data by its access mode.
   * @default - none
   */
  readonly claims?: string[];
}

/** The services of the pipelines that every run needs. */
export interface RunServices {
  /** Who is connected to, and on which port. */
  readonly connections: readonly { readonly peer: IPeer; readonly port?: Port }[];
  /** Secrets that driver and launcher read by name. */
  readonly secretNames: string[];
}
