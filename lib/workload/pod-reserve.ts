import { errors } from './errors';
import { type PodDemand, podDemand } from './pod-demand';
import { type Resources } from './resources';
import { type PodCount } from './zone-member';

/** Room in a zone for pods that no document of the program makes, such as those of pipeline runs. */
export interface PodReserveProps {
  /** Pods at the same time, at most. */
  readonly pods: number;
  /** What one of them takes, at most; also what a single container of one may have, at most. */
  readonly resources: Resources;
  /**
   * What a container gets that states nothing.
   * @default - a tenth of a CPU, 128 MiB of memory and 64 MiB of disk
   */
  readonly containerDefault?: Resources;
}

/** A reserve as the zone counts it. */
export class PodReserve {
  /** @throws if the number of pods is not a whole number of at least 1 */
  static of(props: PodReserveProps, path: string): PodReserve {
    const { pods, resources, containerDefault } = props;
    if (!Number.isInteger(pods) || pods < 1) throw errors.countTooSmall('pods', pods, path);
    return new PodReserve({ needed: pods, withRoom: pods }, podDemand([resources]), containerDefault);
  }

  private constructor(
    readonly _pods: PodCount,
    readonly _demand: PodDemand,
    readonly containerDefault: Resources | undefined,
  ) {}
}
