/** How the pods of a new version replace those of the old one. */
export class Rollout {
  /** One new pod first, then an old one goes: capacity never drops. Needs room for one more pod. */
  static surge(): Rollout {
    return new Rollout(1, 0);
  }

  /** One old pod goes first, then a new one starts: for pods that hold a device of which there is no spare one. */
  static inPlace(): Rollout {
    return new Rollout(0, 1);
  }

  /**
   * Every old pod is gone before a new one starts: for a volume that only one pod at a time may write. Nothing answers in
   * between, which the rule `rollout` finds.
   */
  static recreate(): Rollout {
    return new Rollout(0, 1, 'Recreate');
  }

  private constructor(
    /** Pods that may exist beyond the replicas. */
    readonly maxSurge: number,
    /** Pods that may be missing. */
    readonly maxUnavailable: number,
    private readonly type: 'RollingUpdate' | 'Recreate' = 'RollingUpdate',
  ) {}

  /**
   * `strategy` of a Deployment.
   * @internal
   */
  _render(): object {
    if (this.type === 'Recreate') return { type: this.type };
    return {
      type: this.type,
      rollingUpdate: { maxSurge: this.maxSurge, maxUnavailable: this.maxUnavailable },
    };
  }
}
