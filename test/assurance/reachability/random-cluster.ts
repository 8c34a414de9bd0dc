import fc from 'fast-check';

/** A random cluster, small and full of collisions: few keys, few values, so that selectors meet pods. */
export interface RandomCluster {
  readonly namespaces: readonly RandomNamespace[];
  readonly pods: readonly RandomPod[];
  readonly policies: readonly RandomPolicy[];
}

/** A namespace with its labels. */
export interface RandomNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A running pod. One of the host network is alone on its node and has the node's address. */
export interface RandomPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ip: string;
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
}

/** A policy. */
export interface RandomPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

export const NAMES = ['one', 'two', 'three'];
const KEYS = ['app', 'tier'];
/** An empty value is a value: a label that has it is there. */
const VALUES = ['a', 'b', ''];
const PORTS = [80, 81, 8080];

const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), {
  maxKeys: 2,
  noNullPrototype: true,
});
const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom(...KEYS, 'missing'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...KEYS, 'missing'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);

/** A label selector over the keys and values of the random clusters. */
export const selector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const namespaceSelector = fc.oneof(
  selector,
  fc.constantFrom(...NAMES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);
const ipBlock = fc.constantFrom(
  { cidr: '10.0.0.0/8' },
  { cidr: '10.1.0.0/30' },
  { cidr: '10.1.0.0/29', except: ['10.1.0.2/32'] },
  { cidr: '10.1.0.0/28', except: ['10.1.0.0/30', '10.1.0.5/32'] },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
  { cidr: '192.0.2.0/24' },
  { cidr: '192.0.0.0/16', except: ['192.0.2.2/32'] },
);

/** A peer of a rule. */
export const peer = fc.oneof(
  { weight: 3, arbitrary: fc.record({ podSelector: selector }) },
  { weight: 3, arbitrary: fc.record({ namespaceSelector }) },
  { weight: 3, arbitrary: fc.record({ podSelector: selector, namespaceSelector }) },
  { weight: 1, arbitrary: fc.record({ ipBlock }) },
);
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const port = fc.oneof(
  fc.record({ port: fc.constantFrom(...PORTS), protocol }, { requiredKeys: ['port'] }),
  fc.record({ protocol }),
  fc.record({ port: fc.constantFrom('web', 'admin'), protocol }, { requiredKeys: ['port'] }),
  fc.record(
    { port: fc.constantFrom(80, 81), endPort: fc.constantFrom(81, 8080), protocol },
    { requiredKeys: ['port', 'endPort'] },
  ),
);

/** A rule: `from` for ingress, `to` for egress. */
export function rule(peers: 'from' | 'to'): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    { [peers]: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
}

/** A policy of one of the namespaces; each field is left out or empty now and then. */
export const randomPolicy: fc.Arbitrary<RandomPolicy> = fc.record({
  namespace: fc.constantFrom(...NAMES),
  name: fc.stringMatching(/^[a-z]{6}$/),
  spec: fc
    .record(
      {
        podSelector: selector,
        policyTypes: fc.uniqueArray(fc.constantFrom('Ingress', 'Egress')),
        ingress: fc.array(rule('from'), { maxLength: 2 }),
        egress: fc.array(rule('to'), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    )
    .map((spec) => ({ ...spec })),
});

/** The names mean other ports on other pods, other protocols too, or nothing. */
const containerPorts = fc
  .record(
    {
      web: fc.constantFrom(
        { containerPort: 80, protocol: 'TCP' },
        { containerPort: 81, protocol: 'TCP' },
        { containerPort: 80, protocol: 'UDP' },
      ),
      admin: fc.constantFrom({ containerPort: 8080, protocol: 'UDP' }, { containerPort: 81, protocol: 'SCTP' }),
    },
    { requiredKeys: [] },
  )
  .map((named) => Object.entries(named).map(([name, port]) => ({ name, ...port })));

/** A cluster of three namespaces, up to six pods and up to four policies. */
export const randomCluster: fc.Arbitrary<RandomCluster> = fc.record({
  namespaces: fc.tuple(...NAMES.map((name) => labels.map((each) => ({ name, labels: each })))),
  pods: fc
    .array(
      fc.record({
        namespace: fc.constantFrom(...NAMES),
        labels,
        hostNetwork: fc.constantFrom(false, false, false, false, true),
        ports: containerPorts,
      }),
      { minLength: 2, maxLength: 6 },
    )
    .map((pods) =>
      pods.map((pod, index) => ({
        ...pod,
        name: `pod-${index}`,
        ip: pod.hostNetwork ? `192.0.2.${index + 1}` : `10.1.0.${index + 1}`,
      })),
    ),
  // random names could collide when a failing cluster is shrunk
  policies: fc
    .array(randomPolicy, { maxLength: 4 })
    .map((policies) => policies.map((policy, index) => ({ ...policy, name: `policy-${index}` }))),
});
