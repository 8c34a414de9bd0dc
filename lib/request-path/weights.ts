import { type ImageRef, Mount } from '../workload';
import { weightsPathInvalid } from './errors';

/** Where in the volume the model is. */
export interface WeightsProps {
  /**
   * Path of the model inside the volume: a folder for vLLM, one GGUF file for llama.cpp.
   * @default - the root of the volume
   */
  readonly path?: string;
}

const MOUNT_PATH = '/models';

/** The weights of a model, mounted read-only. */
export class Weights {
  /**
   * A PersistentVolumeClaim in the zone of the model server, filled by somebody else.
   * @param claimName name of the claim
   * @throws if the path is absolute or leaves the volume
   */
  public static claim(claimName: string, props: WeightsProps = {}): Weights {
    return new Weights(Mount.claim(claimName, MOUNT_PATH), props.path);
  }

  /**
   * An OCI artifact mounted as a volume; the platform must be Kubernetes 1.35 or newer.
   * @throws if the path is absolute or leaves the volume
   */
  public static image(image: ImageRef, props: WeightsProps = {}): Weights {
    return new Weights(Mount.image(image, MOUNT_PATH), props.path);
  }

  private constructor(
    /** How the weights get into the pod. */
    public readonly mount: Mount,
    /** Path of the model inside the volume; undefined for its root. */
    public readonly path?: string,
  ) {
    if (path !== undefined && (!/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) || path.split('/').includes('..')))
      throw weightsPathInvalid(path);
  }

  /** Absolute path of the model in the container. */
  public get modelPath(): string {
    return this.path === undefined ? MOUNT_PATH : `${MOUNT_PATH}/${this.path}`;
  }
}
