import fc from 'fast-check';
import { clusterOf, openConnections } from './judged-cluster';
import {
  NAMES,
  peer,
  randomCluster,
  type RandomCluster,
  randomPolicy,
  type RandomPolicy,
  rule,
  selector,
} from './random-cluster';

const RUNS = { numRuns: 150 };
const open = (cluster: RandomCluster): string[] => [...openConnections(clusterOf(cluster))].sort();
const withPolicies = (cluster: RandomCluster, policies: readonly RandomPolicy[]): RandomCluster => ({
  ...cluster,
  policies,
});
const isSubset = (few: readonly string[], many: readonly string[]): boolean => {
  const all = new Set(many);
  return few.every((each) => all.has(each));
};
const mapSpecs = (
  cluster: RandomCluster,
  change: (spec: RandomPolicy['spec']) => RandomPolicy['spec'],
): RandomCluster =>
  withPolicies(
    cluster,
    cluster.policies.map((policy) => ({ ...policy, spec: change(policy.spec) })),
  );
const mapRules = (
  spec: RandomPolicy['spec'],
  change: (rule: Record<string, unknown>) => Record<string, unknown>[],
): RandomPolicy['spec'] => ({
  ...spec,
  ...Object.fromEntries(
    ['ingress', 'egress']
      .filter((field) => Array.isArray(spec[field]))
      .map((field) => [field, (spec[field] as Record<string, unknown>[]).flatMap(change)]),
  ),
});

describe('a change of policies whose effect is known without evaluating them', () => {
  test('one more rule in a policy that isolates anyway opens connections and closes none', () => {
    fc.assert(
      fc.property(randomCluster, randomPolicy, rule('from'), (cluster, policy, added) => {
        const isolating = { ...policy, spec: { ...policy.spec, policyTypes: ['Ingress'] } };
        const ingress = [...((policy.spec.ingress as object[] | undefined) ?? []), added];
        const wider = { ...isolating, spec: { ...isolating.spec, ingress } };
        const before = withPolicies(cluster, [...cluster.policies, isolating]);
        const after = withPolicies(cluster, [...cluster.policies, wider]);
        return isSubset(open(before), open(after));
      }),
      RUNS,
    );
  });

  test('one more peer or port in a list that has some opens connections and closes none', () => {
    fc.assert(
      fc.property(randomCluster, peer, (cluster, added) => {
        const wider = mapSpecs(cluster, (spec) =>
          mapRules(spec, (each) => [
            {
              ...each,
              ...(Array.isArray(each.from) && each.from.length > 0 && { from: [...(each.from as object[]), added] }),
              ...(Array.isArray(each.ports) &&
                each.ports.length > 0 && { ports: [...(each.ports as object[]), { port: 8080 }] }),
            },
          ]),
        );
        return isSubset(open(cluster), open(wider));
      }),
      RUNS,
    );
  });

  test('a policy that isolates and opens nothing closes connections and opens none', () => {
    fc.assert(
      fc.property(randomCluster, fc.constantFrom(...NAMES), selector, (cluster, namespace, podSelector) => {
        const deny = { namespace, name: 'deny', spec: { podSelector, policyTypes: ['Ingress', 'Egress'] } };
        const stricter = withPolicies(cluster, [...cluster.policies, deny]);
        return isSubset(open(stricter), open(cluster));
      }),
      RUNS,
    );
  });

  test('order and names of policies, rules and peers change nothing', () => {
    fc.assert(
      fc.property(randomCluster, (cluster) => {
        const reversed = (spec: RandomPolicy['spec']): RandomPolicy['spec'] => {
          const turned = mapRules(spec, (each) => [
            Object.fromEntries(
              Object.entries(each).map(([field, list]) => [
                field,
                Array.isArray(list) ? [...(list as unknown[])].reverse() : list,
              ]),
            ),
          ]);
          return Object.fromEntries(
            Object.entries(turned).map(([field, list]) => [
              field,
              Array.isArray(list) ? [...(list as unknown[])].reverse() : list,
            ]),
          );
        };
        const shuffled = mapSpecs(cluster, reversed).policies.map((policy, index) => ({
          ...policy,
          name: `renamed-${index}`,
        }));
        expect(open(withPolicies(cluster, shuffled.reverse()))).toEqual(open(cluster));
      }),
      RUNS,
    );
  });

  test('labels matched one by one are expressions with one value', () => {
    const expressed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(expressed);
      if (typeof value !== 'object' || value === null) return value;
      const { matchLabels, matchExpressions, ...others } = value as Record<string, unknown>;
      const inner = Object.fromEntries(Object.entries(others).map(([key, each]) => [key, expressed(each)]));
      if (matchLabels === undefined && matchExpressions === undefined) return inner;
      const added = Object.entries(matchLabels ?? {}).map(([key, each]) => ({
        key,
        operator: 'In',
        values: [each as string],
      }));
      return { ...inner, matchExpressions: [...((matchExpressions ?? []) as object[]), ...added] };
    };
    fc.assert(
      fc.property(randomCluster, (cluster) => {
        expect(open(mapSpecs(cluster, (spec) => expressed(spec) as RandomPolicy['spec']))).toEqual(open(cluster));
      }),
      RUNS,
    );
  });

  test('a range of ports is the union of its parts', () => {
    fc.assert(
      fc.property(randomCluster, (cluster) => {
        const splitting = (spec: RandomPolicy['spec']): RandomPolicy['spec'] =>
          mapRules(spec, (each) => [
            {
              ...each,
              ...(Array.isArray(each.ports) && {
                ports: (each.ports as { port?: number; endPort?: number }[]).flatMap(({ endPort, ...first }) =>
                  endPort === undefined || first.port === undefined || first.port === endPort
                    ? [first]
                    : [first, { ...first, port: first.port + 1, endPort }],
                ),
              }),
            },
          ]);
        expect(open(mapSpecs(cluster, splitting))).toEqual(open(cluster));
      }),
      RUNS,
    );
  });

  test('a rule with several peers and ports is the union of rules with one of each', () => {
    fc.assert(
      fc.property(randomCluster, (cluster) => {
        const splitting = (spec: RandomPolicy['spec']): RandomPolicy['spec'] =>
          mapRules(spec, (each) => {
            const field = 'to' in each ? 'to' : 'from';
            const peers = (each[field] as object[] | undefined) ?? [];
            const ports = (each.ports as object[] | undefined) ?? [];
            const onePeer = peers.length === 0 ? [{}] : peers.map((one) => ({ [field]: [one] }));
            return onePeer.flatMap((first) =>
              ports.length === 0 ? [first] : ports.map((one) => ({ ...first, ports: [one] })),
            );
          });
        expect(open(mapSpecs(cluster, splitting))).toEqual(open(cluster));
      }),
      RUNS,
    );
  });

  test('a policy means the same with the defaults of the API server written out', () => {
    fc.assert(
      fc.property(randomCluster, (cluster) => {
        const defaulted = (spec: RandomPolicy['spec']): RandomPolicy['spec'] => {
          const hasEgress = Array.isArray(spec.egress) && spec.egress.length > 0;
          const withTypes = {
            ...spec,
            policyTypes: spec.policyTypes ?? (hasEgress ? ['Ingress', 'Egress'] : ['Ingress']),
          };
          return mapRules(withTypes, (each) => [
            {
              ...each,
              ...(Array.isArray(each.ports) && {
                ports: (each.ports as object[]).map((one) => ({ protocol: 'TCP', ...one })),
              }),
            },
          ]);
        };
        expect(open(mapSpecs(cluster, defaulted))).toEqual(open(cluster));
      }),
      RUNS,
    );
  });

  test('a namespace selector emptied means every namespace, not the own one as one left out: it closes nothing', () => {
    fc.assert(
      fc.property(randomCluster, (cluster) => {
        const everywhere = (peers: object[]): object[] =>
          peers.map((one) => ('ipBlock' in one ? one : { ...one, namespaceSelector: {} }));
        const wider = mapSpecs(cluster, (spec) =>
          mapRules(spec, (each) => [
            { ...each, ...(Array.isArray(each.from) && { from: everywhere(each.from as object[]) }) },
          ]),
        );
        return isSubset(open(cluster), open(wider));
      }),
      RUNS,
    );
  });

  test('has something to change: of the random clusters, a third leaves some connections open and stops others', () => {
    const clusters = fc.sample(randomCluster, { numRuns: 200, seed: 5 });
    const unpoliced = (cluster: RandomCluster): number => open(withPolicies(cluster, [])).length;
    const mixed = clusters.filter((cluster) => open(cluster).length > 0 && open(cluster).length < unpoliced(cluster));
    expect(mixed.length).toBeGreaterThan(66);
  });
});
