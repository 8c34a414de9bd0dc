import { type JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkWorkloadProps } from './check-workload-props';
import { Connections } from './connections';
import { type EnvVar } from './env-var';
import { errors } from './errors';
import { type HardenedWorkloadProps } from './hardened-workload-props';
import { type ImageRef } from './image-ref';
import { isHardenedWorkload, markHardenedWorkload } from './is-hardened-workload';
import { LabelKey } from './labels';
import { type Mount } from './mount';
import { PatchedObject } from './patched-object';
import { type IPeer, Peer } from './peer';
import { type PodDemand } from './pod-demand';
import { podLabels } from './pod-labels';
import { PodTemplate } from './pod-template';
import { type Port } from './port';
import { Rollout } from './rollout';
import { TrustZone } from './trust-zone';
import { WorkloadObjects } from './workload-objects';
import { WorkloadPolicies } from './workload-policies';
import { type PodCount, type ZoneMember } from './zone-member';

/**
 * A Deployment with everything that a hardened one needs: its own ServiceAccount without a token, a complete security
 * context, limits, probes, disruption budget, and network policies that open declared connections only.
 *
 * What is added after construction (connections, mounts, environment) is rendered too; the order leaves no trace.
 */
export class HardenedWorkload extends Construct implements IPeer, ZoneMember {
  /** Whether the construct is a workload; works across duplicate installations of this package. */
  static isHardenedWorkload(construct: unknown): construct is HardenedWorkload {
    return isHardenedWorkload(construct);
  }

  /** Zone that the workload stands in. */
  readonly zone: TrustZone;
  /** Name of the Deployment, the Service, the ServiceAccount and the pods' identity. */
  readonly name: string;
  /** Who may connect to it, and to whom it may connect. */
  readonly connections: Connections;
  /** How network policies select its pods. */
  readonly peer: Peer;
  /** Ports that it serves. */
  readonly ports: readonly Port[];
  /** Number of pods. */
  readonly replicas: number;
  /** How a new version replaces the old one. */
  readonly rollout: Rollout;
  /** The Deployment, for what no prop covers; prefer {@link HardenedWorkload.patch}. */
  readonly deployment: PatchedObject;
  private readonly template: PodTemplate;

  /** @throws if the scope is in no zone, or a prop is out of range */
  constructor(scope: Construct, id: string, props: HardenedWorkloadProps) {
    super(scope, id);
    markHardenedWorkload(this);
    this.zone = TrustZone.of(this);
    this.name = props.name ?? id;
    this.ports = [...(props.ports ?? [])];
    this.replicas = props.replicas ?? 2;
    this.rollout = props.rollout ?? Rollout.surge();
    checkWorkloadProps(this.name, this.replicas, props, this.node.path);
    this.connections = new Connections(this, this.ports, this.node.path);
    this.peer = Peer._workload(this.zone.namespace, this.name, this.connections, this.ports[0]);
    this.template = new PodTemplate(this.zone, this.name, this.podLabels, props, this.node.path, {
      ...props,
      connections: this.connections,
    });
    new WorkloadObjects(this, 'Objects', { workload: this, maxDisruptedPods: props.maxDisruptedPods ?? 1 });
    new WorkloadPolicies(this, 'Policies', {
      name: this.name,
      namespace: this.zone.namespace,
      connections: this.connections,
      platform: this.zone.platform,
    });
    this.deployment = new PatchedObject(this, 'Deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.name, labels: this.podLabels },
      spec: Lazy.any({ produce: () => this.renderSpec(props) }) as object,
    });
    this.node.addValidation({ validate: () => this.template.problems() });
    this.zone._register(this);
  }

  /** Labels of the pods; only the first, the identity, selects anything. */
  get podLabels(): { [key: string]: string } {
    return podLabels(this.name);
  }

  /** Name of its ServiceAccount. */
  get serviceAccountName(): string {
    return this.name;
  }

  /**
   * Name of its Service.
   * @throws if it serves no port
   */
  get serviceName(): string {
    if (this.ports.length === 0) throw errors.noService(this.name, this.node.path);
    return this.name;
  }

  /**
   * Where other pods reach its first port, for example `http://output-processor.output.svc:8000`.
   * @throws if it serves no port
   */
  get url(): string {
    return `http://${this.serviceName}.${this.zone.namespace}.svc:${this.ports[0]?.number}`;
  }

  /** Images of its containers as they are pulled. */
  get images(): ImageRef[] {
    return this.template.images;
  }

  /**
   * What one of its pods takes from the zone's quota.
   * @internal
   */
  get _demand(): PodDemand {
    return this.template.demand;
  }

  /**
   * While one version replaces another; and twice the replicas, because a pod that is shutting down counts until it is gone,
   * and its successor must not wait for that.
   * @internal
   */
  get _pods(): PodCount {
    const { maxSurge } = this.rollout;
    return { needed: this.replicas + maxSurge, withRoom: 2 * this.replicas + maxSurge };
  }

  /**
   * Adds mounts to the main container, and to init containers that share them.
   * @throws if something else is mounted at the same path
   */
  addMount(...mounts: Mount[]): void {
    this.template.addMounts(mounts);
  }

  /**
   * Adds environment variables to the main container, and to init containers that share them.
   * @throws if a variable of that name is there already with another value
   */
  addEnv(...variables: EnvVar[]): void {
    this.template.addEnv(variables);
  }

  /**
   * Adds an annotation to the pods.
   * @throws if the annotation is there already with another value
   */
  addPodAnnotation(key: string, value: string): void {
    this.template.addAnnotation(key, value);
  }

  /**
   * Changes the rendered Deployment. The result is judged like everything else.
   * @param operations RFC 6902, applied in order; at synth, one that changes nothing is an error
   */
  patch(...operations: JsonPatch[]): void {
    this.deployment.patch(...operations);
  }

  private renderSpec(props: HardenedWorkloadProps): object {
    return {
      replicas: this.replicas,
      selector: { matchLabels: { [LabelKey.WORKLOAD]: this.name } },
      strategy: this.rollout._render(),
      // a rollout must not count as failed while the startup probe still waits
      progressDeadlineSeconds: Math.max(600, props.startupProbe.budgetSeconds + 120),
      template: this.template.render(),
    };
  }
}
