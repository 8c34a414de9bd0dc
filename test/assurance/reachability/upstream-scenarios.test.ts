import { type Scenario, SCENARIOS } from './upstream-scenarios';
import { ALL_PODS, openPairs, threeNamespaces } from './three-namespaces';

function expectOpen({ policies, relabelled, probes }: Omit<Scenario, 'title' | 'before'>): void {
  const cluster = threeNamespaces(policies, relabelled);
  expect(cluster.refused).toEqual([]);
  for (const { port, protocol = 'TCP', open } of probes) {
    const expected = ALL_PODS.flatMap((from) =>
      ALL_PODS.filter((to) => to !== from && open(from, to)).map((to) => `${from} ${to}`),
    );
    expect({ port, protocol, open: openPairs(cluster, { port, protocol }) }).toEqual({
      port,
      protocol,
      open: expected,
    });
  }
}

describe('the scenarios of the Kubernetes end-to-end tests', () => {
  test('are 42 on TCP, 3 on UDP and 3 on SCTP', () => {
    expect(SCENARIOS).toHaveLength(42 + 3 + 3);
  });

  test.each(SCENARIOS.map((scenario) => [scenario.title, scenario] as const))('%s', (_, scenario) => {
    if (scenario.before) expectOpen(scenario.before);
    expectOpen(scenario);
  });
});
