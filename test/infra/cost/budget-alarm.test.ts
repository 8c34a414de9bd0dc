import { BudgetAlarm } from '../../../lib/infra/cost/budget-alarm';
import { type BudgetAlarmProps } from '../../../lib/infra/cost/budget-alarm-props';
import { accepted, COMPARTMENT, emptyStack, ofType, TENANCY } from '../synthesized';

const PROPS: BudgetAlarmProps = {
  tenancyId: TENANCY,
  compartmentId: COMPARTMENT,
  monthlyAmount: 5000,
  recipients: ['ops@example.com', 'ml@example.com'],
};

function alarmed(props: Partial<BudgetAlarmProps> = {}): ReturnType<typeof emptyStack> {
  const stack = emptyStack();
  new BudgetAlarm(stack, 'gpu', { ...PROPS, ...props });
  return stack;
}

describe('BudgetAlarm', () => {
  it('counts a compartment by the month, in the tenancy', () => {
    expect(ofType(accepted(alarmed()), 'oci_budget_budget')).toMatchObject([
      { compartment_id: TENANCY, amount: 5000, reset_period: 'MONTHLY', targets: [COMPARTMENT], provider: 'oci.home' },
    ]);
  });

  it('tells what is spent at each threshold, and when the month will be too dear', () => {
    const alerts = ofType(accepted(alarmed()), 'oci_budget_alert_rule');
    expect(alerts.map(({ type, threshold }) => [type, threshold])).toEqual([
      ['ACTUAL', 50],
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECAST', 100],
    ]);
    expect(alerts[0].recipients).toBe('ops@example.com,ml@example.com');
  });

  it.each<[string, Partial<BudgetAlarmProps>, string]>([
    ['nobody to tell', { recipients: [] }, 'recipients is empty'],
    ['an address that is none', { recipients: ['ops'] }, 'recipient "ops" is not allowed'],
    ['no money', { monthlyAmount: 0 }, 'monthlyAmount 0 is not allowed'],
    ['a threshold of nothing', { thresholdsPercent: [0] }, 'thresholdsPercent 0 is not allowed'],
    ['a threshold twice', { thresholdsPercent: [50, 50] }, 'thresholdsPercent lists "50" twice'],
    ['a compartment for the tenancy', { tenancyId: COMPARTMENT }, 'expected that of a tenancy'],
  ])('refuses %s', (_, props, message) => {
    expect(() => alarmed(props)).toThrow(message);
  });
});
