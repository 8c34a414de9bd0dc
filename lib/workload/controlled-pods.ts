import { ApiObject, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkWorkloadName } from './check-workload-props';
import { Connections } from './connections';
import { type ImageRef } from './image-ref';
import { AnnotationKey } from './labels';
import { type IPeer, Peer } from './peer';
import { type PodDemand } from './pod-demand';
import { podLabels } from './pod-labels';
import { TrustZone } from './trust-zone';
import { WorkloadPolicies } from './workload-policies';
import { type PodCount, type ZoneMember } from './zone-member';

/** Pods that no document makes. */
export interface ControlledPodsProps {
  /**
   * Name of the ServiceAccount and the pods' identity: a DNS label of at most 52 characters that starts with a letter.
   * @default - the construct id
   */
  readonly name?: string;
  /** Name of the user that makes them, for example `system:serviceaccount:pipelines:workflow-controller`. */
  readonly madeBy: string;
  /** Images of the pods that are known. */
  readonly knownImages: ImageRef[];
  /** Spec of such a pod, with everything that all of them have in common. */
  readonly podSpec: object;
  /**
   * Annotations of such a pod.
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };
}

/**
 * Pods that a controller of the zone makes at run time, such as those of pipeline runs: an identity of their own, and network
 * policies that open declared connections only. Their shape is written as a PodTemplate, of which Kubernetes makes nothing,
 * so that what will run is judged before it does, and a waiver has an object to stand on. Room in the zone's quota is
 * reserved with `TrustZone.reserve`.
 */
export class ControlledPods extends Construct implements IPeer, ZoneMember {
  /** Zone that they run in. */
  readonly zone: TrustZone;
  /** Name of the ServiceAccount and the pods' identity. */
  readonly name: string;
  /** Who may connect to them, and to whom they may connect. */
  readonly connections: Connections;
  /** How network policies select them. */
  readonly peer: Peer;
  /** The PodTemplate that shows them. */
  readonly template: ApiObject;
  private readonly knownImages: readonly ImageRef[];

  /** @throws if the scope is in no zone, or the name is not one that a workload may have */
  constructor(scope: Construct, id: string, props: ControlledPodsProps) {
    super(scope, id);
    this.zone = TrustZone.of(this);
    this.name = props.name ?? id;
    this.knownImages = [...props.knownImages];
    const { namespace, platform } = this.zone;
    const { name } = this;
    checkWorkloadName(name, this.node.path);
    this.connections = new Connections(this, [], this.node.path);
    this.peer = Peer._workload(namespace, name, this.connections);
    new k8s.KubeServiceAccount(this, 'ServiceAccount', {
      metadata: { name, labels: podLabels(name) },
      automountServiceAccountToken: false,
    });
    new WorkloadPolicies(this, 'Policies', { name, namespace, connections: this.connections, platform });
    const { podSpec, podAnnotations } = props;
    this.template = new ApiObject(this, 'PodTemplate', {
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name, labels: podLabels(name), annotations: { [AnnotationKey.PODS_MADE_BY]: props.madeBy } },
      template: Lazy.any({
        produce: () => ({
          metadata: {
            labels: podLabels(name),
            ...(podAnnotations !== undefined && { annotations: { ...podAnnotations } }),
          },
          spec: { serviceAccountName: name, ...podSpec },
        }),
      }) as object,
    });
    this.zone._register(this);
  }

  /** Labels that every such pod must carry; the first, the identity, selects them. */
  get podLabels(): { [key: string]: string } {
    return podLabels(this.name);
  }

  /** Name of their ServiceAccount. */
  get serviceAccountName(): string {
    return this.name;
  }

  /** Images of the pods that are known, as they are pulled. */
  get images(): ImageRef[] {
    return this.knownImages.map((image) => this.zone._resolveImage(image));
  }

  /**
   * Nothing of their own: they share what the zone reserves.
   * @internal
   */
  get _demand(): PodDemand {
    return { amounts: {}, largestContainer: { cpuMillicores: 0, memoryKibibytes: 0, ephemeralStorageKibibytes: 0 } };
  }

  /** @internal */
  get _pods(): PodCount {
    return { needed: 0, withRoom: 0 };
  }
}
