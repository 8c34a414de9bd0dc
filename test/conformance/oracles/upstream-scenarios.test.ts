import { ALL_PODS, namespacesAndPods } from '../../assurance/reachability/three-namespaces';
import { type Scenario, SCENARIOS } from '../../assurance/reachability/upstream-scenarios';
import { Agreement } from './agreement';
import { oracleCase } from './oracle-case';
import { OracleProcess } from './oracle-process';

let oracles: OracleProcess;
beforeAll(async () => {
  oracles = await OracleProcess.start();
});
afterAll(() => oracles[Symbol.asyncDispose]());

/** Asks the oracles for what the table says that the Kubernetes end-to-end tests expect. */
async function compare({ policies, relabelled, probes }: Omit<Scenario, 'title' | 'before'>): Promise<void> {
  const documents = [...namespacesAndPods(relabelled), ...policies];
  const pairs = ALL_PODS.flatMap((from) => ALL_PODS.filter((to) => to !== from).map((to) => ({ from, to })));
  for (const { port, protocol = 'TCP', open } of probes) {
    const question = oracleCase(
      documents,
      pairs.map((pair) => ({ ...pair, protocol, port })),
    );
    const answer = await oracles.ask(question);
    const expected = ({ from, to }: { readonly from: string; readonly to: string }): boolean => open(from, to);
    expect(new Agreement().compare(documents, question.probes, expected, answer)).toBeUndefined();
  }
}

test.each(SCENARIOS.map((scenario) => [scenario.title, scenario] as const))(
  'the oracles agree with the upstream scenario: %s',
  async (_, scenario) => {
    if (scenario.before) await compare(scenario.before);
    await compare(scenario);
  },
);
