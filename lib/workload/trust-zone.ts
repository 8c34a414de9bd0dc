import { Chart } from 'cdk8s';
import { type Construct, type IConstruct } from 'constructs';
import { type Platform } from '../platform';
import { inApplyOrder } from './apply-order';
import { installDocumentChecks } from './document-checks';
import { errors } from './errors';
import { type Finding } from './finding';
import { type HardenedWorkload } from './hardened-workload';
import { ImagePullPolicy } from './image-pull-policy';
import { type ImageRef } from './image-ref';
import { ImagesLock } from './images-lock';
import { isHardenedWorkload } from './is-hardened-workload';
import { isTrustZone, markTrustZone } from './is-trust-zone';
import { JudgedProgram } from './judged-program';
import { checkDnsLabel } from './kubernetes-names';
import { namespaceFindings } from './namespace-findings';
import { PodReserve, type PodReserveProps } from './pod-reserve';
import { type ExistingTrustZoneProps, type TrustZoneProps } from './trust-zone-props';
import { ZoneLimits } from './zone-limits';
import { type ZoneMember } from './zone-member';
import { ZoneNamespace } from './zone-namespace';

/**
 * One namespace in which nothing is trusted from outside: Pod Security restricted, default deny in both directions, a
 * quota. One file of YAML, in the order in which it can be applied.
 */
export class TrustZone extends Chart {
  /** Whether the construct is a zone; works across duplicate installations of this package. */
  static isTrustZone(construct: unknown): construct is TrustZone {
    return isTrustZone(construct);
  }

  /**
   * The zone that a construct stands in.
   * @throws if it stands in none
   */
  static override of(construct: IConstruct): TrustZone {
    const zone = construct.node.scopes.reverse().find((scope) => TrustZone.isTrustZone(scope));
    if (zone === undefined) throw errors.noZone(construct.node.path);
    return zone;
  }

  /**
   * Brings a namespace that exists already. Nothing is written for the namespace itself; what is missing there, or not
   * stated, is a finding.
   * @throws if the namespace is not a DNS label
   */
  static existing(scope: Construct, id: string, props: ExistingTrustZoneProps): TrustZone {
    return new ExistingTrustZone(scope, id, props);
  }

  /** Where the zone runs. */
  readonly platform: Platform;
  /** Name of the Namespace. */
  declare readonly namespace: string;
  /** When nodes ask the registry, unless a workload says otherwise. */
  readonly imagePullPolicy: ImagePullPolicy;
  private readonly imagesLock: ImagesLock;
  private readonly members: ZoneMember[] = [];
  private reserved?: PodReserve;

  /** @throws if the namespace is not a DNS label or a quota amount is not positive */
  constructor(scope: Construct, id: string, props: TrustZoneProps) {
    super(scope, id, { namespace: props.namespace ?? id });
    markTrustZone(this);
    checkDnsLabel('namespace', this.namespace, this.node.path);
    this.platform = props.platform;
    this.imagePullPolicy = props.imagePullPolicy ?? ImagePullPolicy.ALWAYS;
    this.imagesLock = props.imagesLock ?? ImagesLock.empty();
    this._declareNamespace(props);
    installDocumentChecks(this.node.root);
  }

  /** Workloads of the zone, in the order of their names. */
  get workloads(): HardenedWorkload[] {
    return this._members.filter(isHardenedWorkload);
  }

  /**
   * Makes room in the quota for pods that no document of the program makes.
   * @throws if room is reserved already, or the number of pods is not positive
   */
  reserve(props: PodReserveProps): void {
    if (this.reserved !== undefined) throw errors.reservedTwice(this.node.path);
    this.reserved = PodReserve.of(props, this.node.path);
  }

  /**
   * What somebody must look at in the zone: its part of what {@link JudgedProgram} finds in the whole program, without what is
   * waived.
   * @throws if the program cannot be rendered, for example because it is not complete yet
   */
  get findings(): Finding[] {
    const { findings } = JudgedProgram.of(this);
    return findings.filter(({ object }) => (object.namespace ?? object.name) === this.namespace);
  }

  /** Images that run here and are pinned to a version only, sorted. */
  get imagesWithoutDigest(): string[] {
    const images = this.members.flatMap((member) => member.images);
    return [...new Set(images.filter((image) => image.digest === undefined).map(String))].sort();
  }

  /** All documents in the order in which they can be applied to an empty namespace. */
  override toJson(): object[] {
    return inApplyOrder(super.toJson() as object[]);
  }

  /**
   * The image as it is pulled here: from the mirror, with the digest of the lock.
   * @internal
   */
  _resolveImage(image: ImageRef): ImageRef {
    const mirrored = image.withName(this.platform.mirrored(image.name));
    // a lock that was made from the documents has the names of the mirror, another one those of the origin
    const digest = this.imagesLock.resolve(mirrored).digest ?? this.imagesLock.resolve(image).digest;
    return digest === undefined ? mirrored : mirrored.withDigest(digest);
  }

  /**
   * What an existing namespace lacks, as far as it is stated.
   * @internal
   */
  get _namespaceFindings(): Finding[] {
    return [];
  }

  /**
   * Of an existing namespace, its name and whether it is stated to deny connections by default.
   * @internal
   */
  get _statedDefaultDeny(): [string, boolean][] {
    return [];
  }

  /**
   * Everything that makes pods here, in the order of the names.
   * @internal
   */
  get _members(): ZoneMember[] {
    return [...this.members].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * The room for pods that no document of the program makes.
   * @internal
   */
  get _reserve(): PodReserve | undefined {
    return this.reserved;
  }

  /** @internal */
  _register(member: ZoneMember): void {
    this.members.push(member);
  }

  /** @internal */
  protected _declareNamespace(props: TrustZoneProps): void {
    new ZoneNamespace(this, 'Namespace', { zoneId: this.node.id, namespace: this.namespace, platform: this.platform });
    new ZoneLimits(this, 'Limits', {
      ...props,
      members: () => this._members,
      reserve: () => this.reserved,
    });
  }
}

class ExistingTrustZone extends TrustZone {
  private readonly stated: ExistingTrustZoneProps;

  constructor(scope: Construct, id: string, props: ExistingTrustZoneProps) {
    super(scope, id, props);
    this.stated = props;
  }

  override get _namespaceFindings(): Finding[] {
    return namespaceFindings(this.stated, this.node.path);
  }

  override get _statedDefaultDeny(): [string, boolean][] {
    return [[this.namespace, this.stated.hasDefaultDeny ?? false]];
  }

  protected override _declareNamespace(): void {
    // the namespace and what guards it belong to somebody else
  }
}
