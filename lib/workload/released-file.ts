import { type HardenedWorkload } from './hardened-workload';

/**
 * A file of a workload that is changed by releases: another ConfigMap in the same volume, with its digest and number on the
 * pods. Who releases finds in here what may be changed, and everything else stays as it was deployed.
 */
export class ReleasedFile {
  /** @internal */
  constructor(
    /** Who reads it. */
    readonly workload: HardenedWorkload,
    /** Name of the file, which is the key of its ConfigMaps. */
    readonly fileName: string,
    /** Name of the volume in the pods. */
    readonly volumeName: string,
    /** Start of the names of its ConfigMaps; a hash of the content follows. */
    readonly configMapPrefix: string,
  ) {}
}

/** A model server that is connected and gets no requests yet: where a release of models may send them. */
export class ReleasePool {
  /** @internal */
  constructor(
    /** Name under which its model is asked for. */
    readonly modelName: string,
    /** Base URL. */
    readonly url: string,
    /**
     * File with its key, in the pods of who connects.
     * @default - it asks for none
     */
    readonly keyFile?: string,
  ) {}
}

/** Something whose rules can be released: a guard tier. */
export interface IRulesReader {
  /** The rules. */
  readonly rulesFile: ReleasedFile;
}

/** Something whose models can be released: the output processor. */
export interface IModelsReader {
  /**
   * Moves models and next hops from the arguments into a file. What is declared later is in no file, and refused.
   * @returns the file
   */
  releaseModels(): ReleasedFile;
}
