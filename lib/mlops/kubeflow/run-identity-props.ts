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
}

/** The services of the pipelines that every run needs. */
export interface RunServices {
  /** Who is connected to, and on which port. */
  readonly connections: readonly { readonly peer: IPeer; readonly port?: Port }[];
  /** Secrets that driver and launcher read by name. */
  readonly secretNames: string[];
}
