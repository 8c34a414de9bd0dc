import { TerraformLocal } from 'cdktf';
import { type Construct } from 'constructs';
import { DataOciContainerengineNodePoolOption } from '../bindings/data-oci-containerengine-node-pool-option';
import { type OkeVersion } from '../cluster/oke-version';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { problems } from '../problems';
import { type PlanCheck } from '../plan-check';

/** Kubernetes 1.35 and newer need cgroups v2, which OKE's images have from this build on (docs.oracle.com, read 2026-09-05). */
const CGROUPS_V2 = { minor: 35, build: 1367 };

const NAME =
  /^Oracle-Linux-8\.\d+-(?:aarch64-)?(?<gpu>Gen2-GPU-)?\d{4}\.\d{2}\.\d{2}-\d+-OKE-(?<version>1\.\d+\.\d+)-(?<build>\d+)$/;

/** What an image has to fit. */
export interface NodeImageFit {
  /** The compartment whose view of OKE's images is asked. */
  readonly compartmentId: string;
  /** Version of Kubernetes that the node runs. */
  readonly version: OkeVersion;
  /** Whether the node has GPUs by NVIDIA. */
  readonly gpu: boolean;
  /** Whether the node's processors are Arm's. */
  readonly arm: boolean;
}

/** An image's OCID, and what the plan must find true before nodes are made from it. */
export interface ResolvedNodeImage {
  /** OCID, or an expression for it. */
  readonly imageId: string;
  /**
   * What the plan checks.
   * @default - nothing
   */
  readonly check?: PlanCheck;
}

/** What nodes start from. */
export class NodeImage {
  /**
   * The newest image that OKE lists for the version and the shape, found when a plan is made. Nodes then change with Oracle's
   * releases, one after the other, whenever the program is applied.
   */
  public static latest(): NodeImage {
    return new NodeImage('latest', '');
  }

  /**
   * An image by the name that OKE lists it under.
   * @throws if the name is not of that form
   */
  public static named(name: string): NodeImage {
    if (!NAME.test(name)) throw errors.badImageName(name);
    return new NodeImage('named', name);
  }

  /**
   * An image of your own, such as Ubuntu's, which OKE does not list.
   * @throws if it is not the OCID of an image
   */
  public static ocid(imageId: string): NodeImage {
    return new NodeImage('ocid', Ocid.require('image', imageId, 'image'));
  }

  private constructor(
    private readonly kind: 'latest' | 'named' | 'ocid',
    private readonly value: string,
  ) {}

  /** Whether OKE's list is searched for it. */
  public get isListed(): boolean {
    return this.kind !== 'ocid';
  }

  /** What is wrong with the image for a version. */
  public problems(pool: string, version: OkeVersion): string[] {
    const parts = this.kind === 'named' ? NAME.exec(this.value)?.groups : undefined;
    if (parts === undefined) return [];
    const built = parts['version'] ?? '';
    const build = Number(parts['build']);
    if (built !== String(version)) return [problems.imageVersion(pool, this.value, built, String(version))];
    if (version.minor >= CGROUPS_V2.minor && build < CGROUPS_V2.build) {
      return [problems.imageTooOld(pool, this.value, build, CGROUPS_V2.build, String(version))];
    }
    return [];
  }

  /** The image for a node pool, whose construct the search is put under. */
  public resolve(scope: Construct, fit: NodeImageFit): ResolvedNodeImage {
    if (this.kind === 'ocid') return { imageId: this.value };
    const listed = new DataOciContainerengineNodePoolOption(scope, 'listed-images', {
      nodePoolOptionId: 'all',
      compartmentId: fit.compartmentId,
      nodePoolK8SVersion: fit.version.okeText,
      nodePoolOsArch: fit.arm ? 'AARCH64' : 'X86_64',
      nodePoolOsType: 'OL8',
    });
    const sources = `data.${listed.terraformResourceType}.${listed.friendlyUniqueId}.sources`;
    const found = this.kind === 'named' ? byName(sources, this.value) : newestFirst(sources, fit);
    const images = `local.${new TerraformLocal(scope, 'images', `\${${found}}`).friendlyUniqueId}`;
    return {
      imageId: `\${${images}[0]}`,
      check: {
        condition: `\${length(${images}) > 0}`,
        errorMessage: `OKE lists no image of Oracle Linux 8 for Kubernetes ${String(fit.version)}${fit.gpu ? ' with NVIDIA GPUs' : ''}; choose another version, or name an image with NodeImage.ocid().`,
      },
    };
  }
}

const byName = (sources: string, name: string): string =>
  `[for source in ${sources} : source.image_id if source.source_name == "${name}"]`;

/** Images by date and build. Names are compared as text, so the build is filled up with zeros. */
function newestFirst(sources: string, { version, gpu, arm }: NodeImageFit): string {
  const cgroupsV2 = version.minor >= CGROUPS_V2.minor ? CGROUPS_V2.build : 0;
  const name = [
    '^Oracle-Linux-8[.][0-9]+-',
    arm ? 'aarch64-' : '',
    gpu ? 'Gen2-GPU-' : '',
    '([0-9]{4}[.][0-9]{2}[.][0-9]{2})-[0-9]+-OKE-',
    String(version).replaceAll('.', '[.]'),
    '-([0-9]+)$',
  ].join('');
  const match = `regex("${name}", source.source_name)`;
  return (
    `flatten(reverse(values({for source in ${sources} : ` +
    `format("%s %08d", ${match}[0], tonumber(${match}[1])) => source.image_id... ` +
    `if can(${match}) && try(tonumber(${match}[1]), 0) >= ${cgroupsV2}})))`
  );
}
