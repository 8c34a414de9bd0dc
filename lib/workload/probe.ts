import { errors } from './errors';

/** When a probe runs and how many failures count. */
export interface ProbeTiming {
  /**
   * Seconds between two attempts.
   * @default 10
   */
  readonly periodSeconds?: number;
  /**
   * Seconds after which an attempt counts as failed.
   * @default 2
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures in a row after which the probe has failed.
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * Seconds to wait before the first attempt.
   * @default 0
   */
  readonly initialDelaySeconds?: number;
}

/** An HTTP GET that must answer 200 to 399. */
export interface HttpProbeProps extends ProbeTiming {
  /** Path with a leading slash. */
  readonly path: string;
  /** Port of the container. */
  readonly port: number;
}

/** A TCP connection that must open. */
export interface TcpProbeProps extends ProbeTiming {
  /** Port of the container. */
  readonly port: number;
}

/** A command in the container that must exit with 0. */
export interface CommandProbeProps extends ProbeTiming {
  /** Program and arguments; no shell. */
  readonly command: readonly string[];
}

/**
 * How the kubelet asks a container for its state. A probe never names a host: Pod Security from 1.34 refuses it, because
 * the kubelet would connect anywhere on the workload's behalf.
 */
export class Probe {
  /** @throws if the path has no leading slash or a number is out of range */
  static http(props: HttpProbeProps): Probe {
    if (!props.path.startsWith('/')) throw errors.probePath(props.path);
    return new Probe({ httpGet: { path: props.path, port: props.port, scheme: 'HTTP' } }, props, props.port);
  }

  /** @throws if a number is out of range */
  static tcp(props: TcpProbeProps): Probe {
    return new Probe({ tcpSocket: { port: props.port } }, props, props.port);
  }

  /** @throws if the command is empty or a number is out of range */
  static command(props: CommandProbeProps): Probe {
    if (props.command.length === 0) throw errors.probeCommandEmpty();
    return new Probe({ exec: { command: [...props.command] } }, props);
  }

  /** Seconds that may pass until the probe has failed for good. */
  readonly budgetSeconds: number;
  private readonly timing: Required<ProbeTiming>;

  private constructor(
    private readonly action: object,
    timing: ProbeTiming,
    /**
     * Port that is asked, if one is.
     * @internal
     */
    readonly _port?: number,
  ) {
    this.timing = {
      periodSeconds: positive('periodSeconds', timing.periodSeconds ?? 10),
      timeoutSeconds: positive('timeoutSeconds', timing.timeoutSeconds ?? 2),
      failureThreshold: positive('failureThreshold', timing.failureThreshold ?? 3),
      initialDelaySeconds: timing.initialDelaySeconds ?? 0,
    };
    if (!Number.isInteger(this.timing.initialDelaySeconds) || this.timing.initialDelaySeconds < 0)
      throw errors.probeTiming('initialDelaySeconds', this.timing.initialDelaySeconds);
    this.budgetSeconds = this.timing.initialDelaySeconds + this.timing.periodSeconds * this.timing.failureThreshold;
  }

  /**
   * The probe as a container carries it.
   * @internal
   */
  _render(): object {
    return { ...this.action, ...this.timing };
  }
}

function positive(field: string, seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 1) throw errors.probeTiming(field, seconds);
  return seconds;
}
