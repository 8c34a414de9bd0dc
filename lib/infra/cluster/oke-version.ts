import { KubernetesVersion } from '../../platform';
import { errors } from '../errors';

/**
 * The newest patch of each minor that OKE offers for new clusters (docs.oracle.com, "Supported Versions of Kubernetes", read
 * 2026-09-05). Another one is named in full; the plan asks OKE whether it offers it.
 */
const PATCHES: { readonly [minor: string]: number } = { '1.34': 10, '1.35': 2, '1.36': 1 };

/** How many minors a control plane may be ahead of its nodes (same source; upstream's "Version Skew Policy" says the same). */
export const NODE_SKEW = 3;

/** A version of Kubernetes as OKE names it, with its patch. */
export class OkeVersion {
  /**
   * The version of a control plane: `1.36` for the newest patch that this library knows, or `1.36.1`.
   * @throws if the minor is not one that this library knows
   */
  public static ofControlPlane(text: string): OkeVersion {
    const version = OkeVersion.parse(text);
    KubernetesVersion.parse(version.minorText);
    return version;
  }

  /**
   * Any version that nodes may still have, `1.33.1` for example. The patch may be left out where this library knows the newest.
   * @throws if it cannot be read
   */
  public static parse(text: string): OkeVersion {
    const [, minor, patch] = /^v?1\.(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
    const known = PATCHES[`1.${minor}`];
    if (minor === undefined) throw errors.notAVersion(text);
    if (patch === undefined && known === undefined) throw errors.patchMissing(text, Object.keys(PATCHES));
    return new OkeVersion(Number(minor), patch === undefined ? known! : Number(patch));
  }

  private constructor(
    /** The minor, `36`. */
    public readonly minor: number,
    /** The patch, `1`. */
    public readonly patch: number,
  ) {}

  /** `1.36`, as `Platform` takes it. */
  public get minorText(): string {
    return `1.${this.minor}`;
  }

  /** Negative when this version is older than the other one, positive when it is newer. */
  public compare(other: OkeVersion): number {
    return this.minor - other.minor || this.patch - other.patch;
  }

  /** `1.36.1`. */
  public toString(): string {
    return `${this.minorText}.${this.patch}`;
  }

  /** `v1.36.1`, as OKE takes it. */
  public get okeText(): string {
    return `v${this.toString()}`;
  }
}
