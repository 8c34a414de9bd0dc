import { unknownKubernetesVersion } from './errors';

/**
 * A minor version of Kubernetes that the library knows: it decides which fields are written.
 *
 * Known are the three minors that OKE offers (docs.oracle.com, "Supported Versions of Kubernetes", read 2026-09-05).
 */
export class KubernetesVersion {
  /** Kubernetes 1.34. */
  public static readonly V1_34 = new KubernetesVersion(1, 34);
  /** Kubernetes 1.35. */
  public static readonly V1_35 = new KubernetesVersion(1, 35);
  /** Kubernetes 1.36. */
  public static readonly V1_36 = new KubernetesVersion(1, 36);

  /**
   * Reads `major.minor`.
   * @throws if the version is not one of `KubernetesVersion.known()`, naming the allowed values
   */
  public static parse(text: string): KubernetesVersion {
    const known = KubernetesVersion.known();
    const found = known.find((version) => version.toString() === text);
    if (found) return found;
    const minorOfPatch = /^v?(\d+\.\d+)(\.\d+)?$/.exec(String(text))?.[1];
    const nearest = known.find((version) => version.toString() === minorOfPatch);
    throw unknownKubernetesVersion(text, known.map(String), nearest?.toString());
  }

  /** Every version that the library knows, oldest first. */
  public static known(): KubernetesVersion[] {
    return [KubernetesVersion.V1_34, KubernetesVersion.V1_35, KubernetesVersion.V1_36];
  }

  private constructor(
    /** The major version, `1`. */
    public readonly major: number,
    /** The minor version, like `36`. */
    public readonly minor: number,
  ) {}

  /** Negative when this version is older than the other one, positive when it is newer, 0 when they are the same. */
  public compare(other: KubernetesVersion): number {
    return this.major - other.major || this.minor - other.minor;
  }

  /** Whether this version is the other one or newer. */
  public isAtLeast(other: KubernetesVersion): boolean {
    return this.compare(other) >= 0;
  }

  /** `major.minor`, like `1.36`. */
  public toString(): string {
    return `${this.major}.${this.minor}`;
  }
}
