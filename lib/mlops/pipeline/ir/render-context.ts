import { type Platform } from '../../../platform';
import { type ImageRef } from '../../../workload';

/** What only the zone knows in which a pipeline runs. */
export interface RenderContext {
  /** Where it runs. */
  readonly platform: Platform;
  /** The image as it is pulled there. */
  resolveImage(image: ImageRef): ImageRef;
}
