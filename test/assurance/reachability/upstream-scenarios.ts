import { type Protocol } from '../../../lib/assurance/reachability';
import { addressOf, policy, type Relabelled } from './three-namespaces';

/**
 * The scenarios of the Kubernetes end-to-end tests of network policies: the policies, the port that is tried between all
 * pairs of the nine pods, and the pairs between which it must be open. `before` is the state that the scenario changes.
 */
export interface Scenario {
  readonly title: string;
  readonly policies: readonly object[];
  readonly relabelled?: Relabelled;
  readonly probes: readonly Probe[];
  /** State of an updating scenario before its update, with what must be open then. */
  readonly before?: Omit<Scenario, 'title' | 'before'>;
}

/** Which pairs have the port open. */
export interface Probe {
  readonly port: number;
  readonly protocol?: Protocol;
  /** Whether the connection from the first pod to the second is open. */
  readonly open: (from: string, to: string) => boolean;
}

const everyone = (): boolean => true;
const ofNamespace = (pod: string): string => pod.slice(0, 1);
const shortName = (pod: string): string => pod.slice(2);
/** Only connections to `target` are judged by `from`; all others are open. */
const into =
  (target: (to: string) => boolean, let_: (from: string) => boolean) =>
  (from: string, to: string): boolean =>
    !target(to) || let_(from);
const outOf =
  (source: (from: string) => boolean, let_: (to: string) => boolean) =>
  (from: string, to: string): boolean =>
    !source(from) || let_(to);
const is =
  (name: string) =>
  (pod: string): boolean =>
    pod === name;
const inX = (pod: string): boolean => ofNamespace(pod) === 'x';
const nobody = (): boolean => false;

const named = (name: string): object => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const pod = (name: string): object => ({ matchLabels: { pod: name } });
const notIn = (...names: string[]): object => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: names }],
});
const ingress = (podSelector: object, rules: readonly object[], name?: string): object =>
  policy('x', { podSelector, policyTypes: ['Ingress'], ingress: rules }, name);
const egress = (podSelector: object, rules: readonly object[], name?: string): object =>
  policy('x', { podSelector, policyTypes: ['Egress'], egress: rules }, name);
const all = (port = 80, protocol?: Protocol): Probe => ({ port, protocol, open: everyone });

const DENY_INGRESS = policy('x', { podSelector: {}, policyTypes: ['Ingress'] }, 'deny-ingress');
const ALLOW_ALL = ingress({}, [{}], 'allow-all');

/** Contexts with SCTP or UDP repeat three of the TCP scenarios. */
const onProtocol = (protocol: Protocol): Scenario[] => [
  {
    title: `${protocol}: default deny of ingress`,
    policies: [DENY_INGRESS],
    probes: [{ port: 80, protocol, open: into(inX, nobody) }],
  },
  {
    title: `${protocol}: one port from one namespace`,
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }], ports: [{ port: 81, protocol }] }])],
    probes: [
      { port: 81, protocol, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') },
      { port: 80, protocol, open: into(is('x/a'), nobody) },
    ],
  },
  {
    title: `${protocol}: a pod of a namespace`,
    policies: [
      ingress(pod('a'), [
        { from: [{ namespaceSelector: named('y'), podSelector: pod('a') }], ports: [{ port: 80, protocol }] },
      ]),
    ],
    probes: [{ port: 80, protocol, open: into(is('x/a'), is('y/a')) }],
  },
];

export const SCENARIOS: readonly Scenario[] = [
  { title: 'default deny of ingress', policies: [DENY_INGRESS], probes: [{ port: 80, open: into(inX, nobody) }] },
  {
    title: 'default deny of everything',
    policies: [policy('x', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })],
    probes: [{ port: 80, open: (from, to) => !inX(from) && !inX(to) }],
  },
  {
    title: 'one pod of the same namespace by label',
    policies: [ingress(pod('a'), [{ from: [{ podSelector: pod('b') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), is('x/b')) }],
  },
  {
    title: 'deny all, and one pod open to all pods of all namespaces',
    policies: [DENY_INGRESS, ingress(pod('a'), [{ from: [{ podSelector: {}, namespaceSelector: {} }] }])],
    probes: [{ port: 80, open: into((to) => inX(to) && to !== 'x/a', nobody) }],
  },
  {
    title: 'all namespaces by an empty selector, the own one too',
    policies: [ingress({}, [{ from: [{ namespaceSelector: {} }] }])],
    probes: [all()],
  },
  {
    title: 'one namespace only',
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') }],
  },
  {
    title: 'pods by a match expression',
    policies: [
      ingress(pod('a'), [
        { from: [{ podSelector: { matchExpressions: [{ key: 'pod', operator: 'In', values: ['b'] }] } }] },
      ]),
    ],
    probes: [{ port: 80, open: into(is('x/a'), is('x/b')) }],
  },
  {
    title: 'namespaces by a match expression',
    policies: [
      ingress(pod('a'), [
        {
          from: [
            {
              namespaceSelector: {
                matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['y'] }],
              },
            },
          ],
        },
      ]),
    ],
    probes: [{ port: 80, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') }],
  },
  {
    title: 'pods OR namespaces, as two peers',
    policies: [ingress(pod('a'), [{ from: [{ podSelector: pod('b') }, { namespaceSelector: notIn('x') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), (from) => !inX(from) || from === 'x/b') }],
  },
  {
    title: 'pods AND namespaces, as one peer',
    policies: [ingress(pod('a'), [{ from: [{ podSelector: pod('b'), namespaceSelector: notIn('x') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), (from) => !inX(from) && shortName(from) === 'b') }],
  },
  {
    title: 'several pods of several namespaces',
    policies: [
      ingress(pod('a'), [
        {
          from: [
            {
              podSelector: { matchExpressions: [{ key: 'pod', operator: 'In', values: ['b', 'c'] }] },
              namespaceSelector: notIn('x'),
            },
          ],
        },
      ]),
    ],
    probes: [{ port: 80, open: into(is('x/a'), (from) => !inX(from) && shortName(from) !== 'a') }],
  },
  {
    title: 'any of several pod selectors',
    policies: [ingress(pod('a'), [{ from: [{ podSelector: pod('b') }, { podSelector: pod('c') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), (from) => from === 'x/b' || from === 'x/c') }],
  },
  {
    title: 'a pod of another namespace',
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y'), podSelector: pod('a') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), is('y/a')) }],
  },
  {
    title: 'one port from one namespace',
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }], ports: [{ port: 81 }] }])],
    probes: [
      { port: 80, open: into(is('x/a'), nobody) },
      { port: 81, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') },
    ],
  },
  {
    title: 'stacked policies with overlapping selectors',
    policies: [
      ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }], ports: [{ port: 81 }] }], 'one'),
      ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }], ports: [{ port: 80 }] }], 'two'),
    ],
    probes: [80, 81].map((port) => ({ port, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') })),
    before: {
      policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }], ports: [{ port: 81 }] }], 'one')],
      probes: [{ port: 80, open: into(is('x/a'), nobody) }],
    },
  },
  { title: 'allow all', policies: [ALLOW_ALL], probes: [all(80), all(81)] },
  {
    title: 'a named port, TCP when no protocol is named',
    policies: [ingress(pod('a'), [{ ports: [{ port: 'serve-81-tcp' }] }])],
    probes: [
      { port: 81, open: everyone },
      { port: 80, open: into(is('x/a'), nobody) },
      { port: 81, protocol: 'UDP', open: into(is('x/a'), nobody) },
    ],
  },
  {
    title: 'a namespace on a named port, and no other port',
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }], ports: [{ port: 'serve-80-tcp' }] }])],
    probes: [
      { port: 80, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') },
      { port: 81, open: into(is('x/a'), nobody) },
    ],
  },
  {
    title: 'egress to a named port',
    policies: [egress(pod('a'), [{ ports: [{ port: 'serve-80-tcp' }] }])],
    probes: [
      { port: 80, open: everyone },
      { port: 81, open: outOf(is('x/a'), nobody) },
    ],
  },
  {
    title: 'a policy updated from allow all to deny all',
    policies: [policy('x', { podSelector: {}, policyTypes: ['Ingress'], ingress: [] }, 'allow-all')],
    probes: [{ port: 81, open: into(inX, nobody) }],
    before: { policies: [ALLOW_ALL], probes: [all(81)] },
  },
  {
    title: 'an updated label of a namespace',
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: { matchLabels: { ns2: 'updated' } } }] }])],
    relabelled: { namespaces: { y: { ns2: 'updated' } } },
    probes: [{ port: 80, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') }],
    before: {
      policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: { matchLabels: { ns2: 'updated' } } }] }])],
      probes: [{ port: 80, open: into(is('x/a'), nobody) }],
    },
  },
  {
    title: 'an updated label of a pod',
    policies: [ingress(pod('a'), [{ from: [{ podSelector: { matchLabels: { pod: 'b', pod2: 'updated' } } }] }])],
    relabelled: { pods: { 'x/b': { pod2: 'updated' } } },
    probes: [{ port: 80, open: into(is('x/a'), is('x/b')) }],
    before: {
      policies: [ingress(pod('a'), [{ from: [{ podSelector: { matchLabels: { pod: 'b', pod2: 'updated' } } }] }])],
      probes: [{ port: 80, open: into(is('x/a'), nobody) }],
    },
  },
  {
    title: 'no other namespace',
    policies: [ingress({}, [{ from: [{ podSelector: {} }] }])],
    probes: [{ port: 80, open: into(inX, inX) }],
  },
  {
    title: 'deny to a pod that got the label',
    policies: [policy('x', { podSelector: { matchLabels: { target: 'isolated' } }, policyTypes: ['Ingress'] })],
    relabelled: { pods: { 'x/a': { target: 'isolated' } } },
    probes: [{ port: 80, open: into(is('x/a'), nobody) }],
    before: {
      policies: [policy('x', { podSelector: { matchLabels: { target: 'isolated' } }, policyTypes: ['Ingress'] })],
      probes: [all()],
    },
  },
  {
    title: 'deny of egress by pod',
    policies: [policy('x', { podSelector: pod('a'), policyTypes: ['Egress'] })],
    probes: [{ port: 80, open: outOf(is('x/a'), nobody) }],
  },
  {
    title: 'deny of egress of a namespace',
    policies: [policy('x', { podSelector: {}, policyTypes: ['Egress'] })],
    probes: [{ port: 80, open: outOf(inX, nobody) }],
  },
  {
    title: 'ingress and egress in one policy',
    policies: [
      policy('x', {
        podSelector: pod('a'),
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ namespaceSelector: {} }] }],
        egress: [{ ports: [{ port: 80 }] }],
      }),
    ],
    probes: [
      { port: 80, open: everyone },
      { port: 81, open: outOf(is('x/a'), nobody) },
    ],
  },
  {
    title: 'egress closed at the client though the server lets it',
    policies: [
      egress(pod('a'), [{ to: [{ namespaceSelector: named('y'), podSelector: pod('b') }] }], 'client'),
      policy('y', {
        podSelector: pod('a'),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ namespaceSelector: {} }] }],
      }),
    ],
    probes: [{ port: 80, open: outOf(is('x/a'), is('y/b')) }],
  },
  {
    title: 'egress to a pod of a namespace',
    policies: [egress(pod('a'), [{ to: [{ namespaceSelector: named('y'), podSelector: pod('a') }] }])],
    probes: [{ port: 80, open: outOf(is('x/a'), is('y/a')) }],
  },
  {
    title: 'every port of one protocol',
    policies: [ingress(pod('a'), [{ ports: [{ protocol: 'TCP' }] }])],
    probes: [
      { port: 80, open: everyone },
      { port: 81, open: everyone },
      { port: 80, protocol: 'UDP', open: into(is('x/a'), nobody) },
    ],
  },
  {
    title: 'allow all of ingress overrides a policy on a port',
    policies: [ingress({}, [{ ports: [{ port: 80 }] }], 'port'), ALLOW_ALL],
    probes: [all(80), all(81)],
    before: {
      policies: [ingress({}, [{ ports: [{ port: 80 }] }], 'port')],
      probes: [all(80), { port: 81, open: into(inX, nobody) }],
    },
  },
  {
    title: 'allow all of egress overrides a policy on a port',
    policies: [egress({}, [{ ports: [{ port: 80 }] }], 'port'), egress({}, [{}], 'allow-all')],
    probes: [all(80), all(81)],
    before: {
      policies: [egress({}, [{ ports: [{ port: 80 }] }], 'port')],
      probes: [all(80), { port: 81, open: outOf(inX, nobody) }],
    },
  },
  {
    title: 'a deleted policy stops nothing',
    policies: [],
    probes: [all()],
    before: { policies: [DENY_INGRESS], probes: [{ port: 80, open: into(inX, nobody) }] },
  },
  {
    title: 'egress to the address of a pod',
    policies: [egress(pod('a'), [{ to: [{ ipBlock: { cidr: `${addressOf('y/b')}/32` } }] }])],
    probes: [{ port: 80, open: outOf(is('x/a'), is('y/b')) }],
  },
  {
    title: 'egress to a range but for an exception',
    policies: [egress(pod('a'), [{ to: [{ ipBlock: { cidr: '10.1.1.0/24', except: [`${addressOf('x/b')}/32`] } }] }])],
    probes: [{ port: 80, open: outOf(is('x/a'), (to) => inX(to) && to !== 'x/b') }],
  },
  {
    title: 'a range but for an exception, updated to that address',
    policies: [egress(pod('a'), [{ to: [{ ipBlock: { cidr: `${addressOf('x/b')}/32` } }] }])],
    probes: [{ port: 80, open: outOf(is('x/a'), is('x/b')) }],
    before: {
      policies: [
        egress(pod('a'), [{ to: [{ ipBlock: { cidr: '10.1.1.0/24', except: [`${addressOf('x/b')}/32`] } }] }]),
      ],
      probes: [{ port: 80, open: outOf(is('x/a'), (to) => inX(to) && to !== 'x/b') }],
    },
  },
  {
    title: 'ingress and egress of a pod do not touch each other',
    policies: [egress(pod('a'), [{}], 'out'), policy('x', { podSelector: pod('a'), policyTypes: ['Ingress'] }, 'in')],
    probes: [{ port: 80, open: into(is('x/a'), nobody) }],
  },
  {
    title: 'SCTP is not TCP',
    policies: [ingress(pod('a'), [{ ports: [{ port: 80, protocol: 'SCTP' }] }])],
    probes: [
      { port: 80, protocol: 'SCTP', open: everyone },
      { port: 80, open: into(is('x/a'), nobody) },
      { port: 81, protocol: 'SCTP', open: into(is('x/a'), nobody) },
    ],
  },
  {
    title: 'a policy about SCTP alone isolates TCP',
    policies: [ingress(pod('a'), [{ ports: [{ port: 81, protocol: 'SCTP' }] }])],
    probes: [{ port: 81, open: into(is('x/a'), nobody) }],
  },
  {
    title: 'UDP is not TCP',
    policies: [ingress(pod('a'), [{ ports: [{ port: 81, protocol: 'UDP' }] }])],
    probes: [
      { port: 81, protocol: 'UDP', open: everyone },
      { port: 81, open: into(is('x/a'), nobody) },
    ],
  },
  {
    title: 'a namespace by the label that the API server sets',
    policies: [ingress(pod('a'), [{ from: [{ namespaceSelector: named('y') }] }])],
    probes: [{ port: 80, open: into(is('x/a'), (from) => ofNamespace(from) === 'y') }],
  },
  {
    title: 'egress to all namespaces but one by that label',
    policies: [egress(pod('a'), [{ to: [{ namespaceSelector: notIn('y') }] }])],
    probes: [{ port: 80, open: outOf(is('x/a'), (to) => ofNamespace(to) !== 'y') }],
  },
  ...onProtocol('UDP'),
  ...onProtocol('SCTP'),
];
