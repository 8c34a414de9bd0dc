/** What makes a budget with its alarms. */
export interface BudgetAlarmProps {
  /** OCID of the tenancy, in which all budgets are kept. */
  readonly tenancyId: string;
  /** OCID of the compartment whose costs are counted. */
  readonly compartmentId: string;
  /** What may be spent in a month, in the currency of the tenancy. */
  readonly monthlyAmount: number;
  /** E-mail addresses that are told. */
  readonly recipients: readonly string[];
  /**
   * Shares of the amount that, once spent, are told, in percent.
   * @default [50, 80, 100]
   */
  readonly thresholdsPercent?: readonly number[];
}
