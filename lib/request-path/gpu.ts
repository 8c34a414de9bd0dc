import { type Platform } from '../platform';
import { gpuCountInvalid } from './errors';

/** The GPUs of one pod. */
export class Gpu {
  /**
   * NVIDIA GPUs, under the resource name of the platform.
   * @param count GPUs of one pod; the model is split over them
   * @throws if the count is not a whole number from 1 to 16
   */
  public static nvidia(count: number): Gpu {
    if (!Number.isInteger(count) || count < 1 || count > 16) throw gpuCountInvalid(count);
    return new Gpu(count);
  }

  private constructor(
    /** GPUs of one pod. */
    public readonly count: number,
  ) {}

  /** @internal */
  public _resources(platform: Platform): { [resourceName: string]: number } {
    return { [platform.gpuResourceName]: this.count };
  }
}
