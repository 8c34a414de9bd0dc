import { type PodProps } from './pod-props';
import { type Port } from './port';
import { type Probe } from './probe';
import { type Rollout } from './rollout';

/** What runs, and what it needs; everything not named here is closed. */
export interface HardenedWorkloadProps extends PodProps {
  /**
   * Ports that it serves, at least 1024, with different names. A Service offers them under the same numbers. The first
   * one is what a connection means that names no port.
   * @default - none, and no Service
   */
  readonly ports?: readonly Port[];
  /** Asked until it passes once; nothing else is asked before. Its budget must cover the slowest start. */
  readonly startupProbe: Probe;
  /** Decides whether the pod gets traffic. */
  readonly readinessProbe: Probe;
  /** Decides whether the container is restarted; must differ from the readiness probe. */
  readonly livenessProbe: Probe;
  /**
   * Number of pods.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How a new version replaces the old one.
   * @default Rollout.surge()
   */
  readonly rollout?: Rollout;
  /**
   * Pods that a node drain may take away at once.
   * @default 1
   */
  readonly maxDisruptedPods?: number;
  /**
   * Seconds between leaving the Service and the stop signal, so that no new connection arrives any more.
   * @default 5
   */
  readonly preStopSleepSeconds?: number;
}
