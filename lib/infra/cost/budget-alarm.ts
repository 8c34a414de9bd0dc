import { Construct } from 'constructs';
import { BudgetAlertRule } from '../bindings/budget-alert-rule';
import { BudgetBudget } from '../bindings/budget-budget';
import { requireEachOnce } from '../each-once';
import { errors } from '../errors';
import { HomeRegion } from '../identity/home-region';
import { Ocid } from '../ocid';
import { installTerraformChecks } from '../rules/terraform-checks';
import { requireWhole } from '../whole-number';
import { type BudgetAlarmProps } from './budget-alarm-props';

const ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/** Tells people by mail what a compartment costs before the month is over: GPUs that somebody forgot are noticed that way. */
export class BudgetAlarm extends Construct {
  /** @throws if an OCID is none, a number is out of range, nobody is told, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: BudgetAlarmProps) {
    super(scope, id);
    installTerraformChecks(this);
    if (props.recipients.length === 0) throw errors.listEmpty('recipients', 'at least one e-mail address');
    for (const address of props.recipients) {
      if (!ADDRESS.test(address)) throw errors.badName('recipient', address, 'an e-mail address');
    }
    const recipients = props.recipients.join(',');
    const provider = HomeRegion.of(this).provider;
    const budget = new BudgetBudget(this, 'budget', {
      provider,
      compartmentId: Ocid.require('tenancyId', props.tenancyId, 'tenancy'),
      amount: requireWhole('monthlyAmount', props.monthlyAmount, 1, 1_000_000_000, 'currency units'),
      resetPeriod: 'MONTHLY',
      targetType: 'COMPARTMENT',
      targets: [Ocid.requireCompartment('compartmentId', props.compartmentId)],
      displayName: id,
    });
    for (const threshold of requireEachOnce('thresholdsPercent', props.thresholdsPercent ?? [50, 80, 100])) {
      this.alert(`spent-${threshold}`, budget, threshold, 'ACTUAL', recipients);
    }
    this.alert('forecast', budget, 100, 'FORECAST', recipients);
  }

  private alert(id: string, budget: BudgetBudget, threshold: number, type: string, recipients: string): void {
    new BudgetAlertRule(this, id, {
      provider: HomeRegion.of(this).provider,
      budgetId: budget.id,
      type,
      threshold: requireWhole('thresholdsPercent', threshold, 1, 1000, 'percent'),
      thresholdType: 'PERCENTAGE',
      recipients,
      displayName: id,
    });
  }
}
