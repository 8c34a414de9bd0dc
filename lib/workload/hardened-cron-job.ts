import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkCount, checkPodProps } from './check-workload-props';
import { Connections } from './connections';
import { type ImageRef } from './image-ref';
import { PatchedObject } from './patched-object';
import { type IPeer, Peer } from './peer';
import { type PodDemand } from './pod-demand';
import { podLabels } from './pod-labels';
import { type PodProps } from './pod-props';
import { PodTemplate } from './pod-template';
import { TrustZone } from './trust-zone';
import { WorkloadPolicies } from './workload-policies';
import { type PodCount, type ZoneMember } from './zone-member';

/** What runs at which times. */
export interface HardenedCronJobProps extends PodProps {
  /** When, in the five fields of cron. */
  readonly schedule: string;
  /**
   * IANA name of the time zone that the schedule means.
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;
  /** Seconds after which a job is stopped, all attempts together. */
  readonly activeDeadlineSeconds: number;
  /**
   * Attempts after the first one that fails.
   * @default 2
   */
  readonly retries?: number;
}

/**
 * A CronJob with everything that a hardened one needs, the twin of `HardenedWorkload` for programs that end: its own
 * ServiceAccount without a token, a complete security context, limits, and network policies that open declared connections only.
 */
export class HardenedCronJob extends Construct implements IPeer, ZoneMember {
  /** Zone that it runs in. */
  readonly zone: TrustZone;
  /** Name of the CronJob and the ServiceAccount, and the pods' identity. */
  readonly name: string;
  /** To whom it may connect. */
  readonly connections: Connections;
  /** How network policies select its pods. */
  readonly peer: Peer;
  /** The CronJob, for what no prop covers. */
  readonly cronJob: PatchedObject;
  private readonly template: PodTemplate;

  /** @throws if the scope is in no zone, or a prop is out of range */
  constructor(scope: Construct, id: string, props: HardenedCronJobProps) {
    super(scope, id);
    this.zone = TrustZone.of(this);
    this.name = props.name ?? id;
    const { namespace, platform } = this.zone;
    const { name } = this;
    checkPodProps(name, props, this.node.path);
    checkCount('activeDeadlineSeconds', props.activeDeadlineSeconds, this.node.path);
    this.connections = new Connections(this, [], this.node.path);
    this.peer = Peer._workload(namespace, name, this.connections);
    this.template = new PodTemplate(this.zone, name, podLabels(name), props, this.node.path);
    new k8s.KubeServiceAccount(this, 'ServiceAccount', {
      metadata: { name, labels: podLabels(name) },
      automountServiceAccountToken: false,
    });
    new WorkloadPolicies(this, 'Policies', { name, namespace, connections: this.connections, platform });
    this.cronJob = new PatchedObject(this, 'CronJob', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, labels: podLabels(name) },
      spec: {
        schedule: props.schedule,
        timeZone: props.timeZone ?? 'Etc/UTC',
        // a run that is late must not run beside the next one, nor all missed ones at once
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 300,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: props.retries ?? 2,
            activeDeadlineSeconds: props.activeDeadlineSeconds,
            ttlSecondsAfterFinished: 86400,
            template: Lazy.any({ produce: () => this.template.render() }) as object,
          },
        },
      },
    });
    this.node.addValidation({ validate: () => this.template.problems() });
    this.zone._register(this);
  }

  /** Name of its ServiceAccount. */
  get serviceAccountName(): string {
    return this.name;
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
   * One at a time, and one that has ended.
   * @internal
   */
  get _pods(): PodCount {
    return { needed: 1, withRoom: 2 };
  }
}
