import { type EnvVar } from './env-var';
import { type ImageRef } from './image-ref';
import { type Mount } from './mount';
import { type Resources } from './resources';

/** A container that must end well before the main one starts. It is hardened like the main one. */
export interface InitContainer {
  /** DNS label, unique in the pod. */
  readonly name: string;
  /**
   * Image.
   * @default - that of the main container
   */
  readonly image?: ImageRef;
  /**
   * Program instead of the image's entry point.
   * @default - the image's entry point
   */
  readonly command?: string[];
  /**
   * Arguments. May be a `Lazy` of a list.
   * @default - the image's arguments
   */
  readonly args?: string[];
  /**
   * Environment variables besides the shared ones.
   * @default - none
   */
  readonly env?: readonly EnvVar[];
  /**
   * Mounts besides the shared ones.
   * @default - none
   */
  readonly mounts?: readonly Mount[];
  /**
   * Whether it also sees every mount and environment variable of the main container, also those added later.
   * @default true
   */
  readonly sharesMountsAndEnv?: boolean;
  /**
   * Requests and limits.
   * @default - those of the main container without its devices
   */
  readonly resources?: Resources;
}
