import { ClaimOutcome } from '../../../../lib/assurance/claims';
import { DocumentSet } from '../../../../lib/assurance/document-set';
import { CLAIMS } from '../../../../lib/assurance/claims';
import { deniedBy } from '../denial';
import { bind } from '../policies-in-force';
import { type Stage } from '../stage';
import { until } from '../until';

const RULE = 'network-policy-writers';
const KINDS = 'validatingadmissionpolicies,validatingadmissionpolicybindings,namespaces,configmaps';

/** R15 with the policies in force: a rule whose binding does not deny stops nobody. */
export function unboundRuleSuite(running: () => Stage): void {
  test('R15: a rule that is bound without Deny stops nobody', async () => {
    const stage = running();
    const { tenant, administrator } = stage.users;
    const { namespace } = stage.stack.inference;
    const deletion = async (): Promise<string | undefined> => {
      const result = await tenant.attempt([
        '-n',
        namespace,
        'delete',
        'networkpolicy',
        'default-deny',
        '--dry-run=server',
      ]);
      return result.code === 0 ? 'admitted' : deniedBy(result);
    };
    const verdict = async (): Promise<string> => {
      const live = DocumentSet.parse(await administrator.run(['get', KINDS, '-A', '-o', 'json']));
      const { outcome, counterexamples } = CLAIMS.find(({ id }) => id === 'R15')!.judge(live, stage.context);
      return outcome === ClaimOutcome.REFUTED ? (counterexamples[0]?.sentence ?? '') : outcome;
    };
    expect(await verdict()).toBe(ClaimOutcome.PROVEN);
    expect(await deletion()).toBe(RULE);
    await bind(stage, RULE, 'Audit');
    try {
      expect(await until(deletion, (answer) => answer === 'admitted')).toBe('admitted');
      expect(await verdict()).toBe(`rule ${RULE} is bound without Deny, so it stops nothing`);
    } finally {
      await bind(stage, RULE, 'Deny', 'Audit');
    }
    expect(await until(deletion, (answer) => answer === RULE)).toBe(RULE);
    stage.shown.add('R15', 'a rule that is bound without Deny lets a tenant delete a policy');
  });
}
