/** A node taint that pods put up with, so that they may run where others may not. */
export class Toleration {
  /**
   * Tolerates the taint whatever its value, for scheduling only.
   * @param key of the taint, for example `nvidia.com/gpu`
   */
  static noSchedule(key: string): Toleration {
    return new Toleration({ key, operator: 'Exists', effect: 'NoSchedule' });
  }

  /**
   * Tolerates the taint with this value, for scheduling only.
   * @param key of the taint
   * @param value of the taint
   */
  static noScheduleValue(key: string, value: string): Toleration {
    return new Toleration({ key, operator: 'Equal', value, effect: 'NoSchedule' });
  }

  private constructor(
    /**
     * The entry in `tolerations`.
     * @internal
     */
    readonly _toleration: object,
  ) {}
}
