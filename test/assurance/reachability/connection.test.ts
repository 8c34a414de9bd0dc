import { DocumentSet } from '../../../lib/assurance/document-set';
import { Cluster, judgeConnection, type ProtocolPort } from '../../../lib/assurance/reachability';
import { addressOf, attempt, policy, threeNamespaces } from './three-namespaces';

const TCP_80: ProtocolPort = { protocol: 'TCP', port: 80 };
const isOpen = (spec: object, from: string, to: string, port = TCP_80): boolean =>
  attempt(threeNamespaces([policy('x', spec)]), from, to, port).open;
const inX = (from: object): object => ({ podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [from] }] });

/** From y/a to x/a, and from x/a to y/a, on TCP 80: the edges where evaluators are known to differ. */
const EDGES: [string, object, boolean, boolean][] = [
  ['no policy types and an ingress list isolates ingress only', { podSelector: {}, ingress: [] }, false, true],
  ['no policy types and an egress rule isolates both', { podSelector: {}, egress: [{}] }, false, true],
  ['no policy types and an empty egress list isolates ingress only', { podSelector: {}, egress: [] }, false, true],
  ['an empty list of policy types is none', { podSelector: {}, policyTypes: [] }, false, true],
  ['nothing but a pod selector isolates ingress', { podSelector: {} }, false, true],
  ['no pod selector selects everything', { policyTypes: ['Ingress'] }, false, true],
  ['an empty ingress list lets nobody in', { podSelector: {}, policyTypes: ['Ingress'], ingress: [] }, false, true],
  ['an empty ingress rule lets everybody in', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }, true, true],
  ['an empty list of peers is everybody', { podSelector: {}, ingress: [{ from: [] }] }, true, true],
  ['an empty list of ports is every port', { podSelector: {}, ingress: [{ ports: [] }] }, true, true],
  [
    'fields that are null are absent',
    { podSelector: null, ingress: [{ from: null, ports: null }], egress: null },
    true,
    true,
  ],
  [
    'egress rules count for nothing where only ingress is isolated',
    { podSelector: {}, policyTypes: ['Ingress'], egress: [{}] },
    false,
    true,
  ],
  ['egress alone leaves ingress open', { podSelector: {}, policyTypes: ['Egress'] }, true, false],
  ['a pod selector alone means the own namespace', inX({ podSelector: {} }), false, true],
  ['an empty namespace selector means every namespace', inX({ namespaceSelector: {} }), true, true],
  [
    'a missing key is not in a list',
    inX({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] } }),
    true,
    true,
  ],
  [
    'a missing key does not exist',
    inX({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }),
    true,
    true,
  ],
  [
    'all requirements of a selector count',
    inX({
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': 'y' },
        matchExpressions: [{ key: 'team', operator: 'Exists' }],
      },
    }),
    false,
    true,
  ],
  ['a protocol left out is TCP', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }, true, true],
  [
    'a port of UDP opens no TCP',
    { podSelector: {}, ingress: [{ ports: [{ port: 80, protocol: 'UDP' }] }] },
    false,
    true,
  ],
  [
    'a named port that the pod has not means none',
    { podSelector: {}, ingress: [{ ports: [{ port: 'nowhere' }] }] },
    false,
    true,
  ],
  [
    'a named port of another protocol means none',
    { podSelector: {}, ingress: [{ ports: [{ port: 'serve-80-udp' }] }] },
    false,
    true,
  ],
  [
    'a range of ports holds its last one',
    { podSelector: {}, ingress: [{ ports: [{ port: 79, endPort: 80 }] }] },
    true,
    true,
  ],
  ['a range of ports ends', { podSelector: {}, ingress: [{ ports: [{ port: 70, endPort: 79 }] }] }, false, true],
  ['a range of addresses means pods too', inX({ ipBlock: { cidr: '10.1.2.0/24' } }), true, true],
  [
    'an exception leaves a pod out',
    inX({ ipBlock: { cidr: '10.1.2.0/24', except: [`${addressOf('y/a')}/32`] } }),
    false,
    true,
  ],
  [
    'another rule may let in what an exception leaves out',
    {
      podSelector: {},
      ingress: [
        { from: [{ ipBlock: { cidr: '10.1.2.0/24', except: ['10.1.2.1/32'] } }] },
        { from: [{ ipBlock: { cidr: '10.1.2.1/32' } }] },
      ],
    },
    true,
    true,
  ],
];

describe('a connection', () => {
  test.each(EDGES)('%s', (_, spec, into, out) => {
    expect([isOpen(spec, 'y/a', 'x/a'), isOpen(spec, 'x/a', 'y/a')]).toEqual([into, out]);
  });

  test('is judged by both ends, and the verdict names the policies', () => {
    const cluster = threeNamespaces([
      policy(
        'x',
        { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: {} }] }] },
        'let-in',
      ),
      policy('y', { podSelector: {}, policyTypes: ['Egress'] }, 'shut-in'),
    ]);
    const names = (from: string, to: string): object => {
      const { open, policies, stoppedBy } = attempt(cluster, from, to, TCP_80);
      return { open, stoppedBy, policies: policies.map(({ name }) => name) };
    };
    expect(names('y/a', 'x/a')).toEqual({ open: false, stoppedBy: 'egress', policies: ['shut-in'] });
    expect(names('z/a', 'x/a')).toEqual({ open: true, policies: ['let-in'] });
    expect(names('203.0.113.1', 'x/a')).toEqual({ open: false, stoppedBy: 'ingress', policies: ['let-in'] });
    expect(names('z/a', '203.0.113.1')).toEqual({ open: true, policies: [] });
  });

  test('from and to addresses is let by ranges and by rules without peers only', () => {
    const range = { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] };
    expect(isOpen(range, '203.0.113.9', 'x/a')).toBe(true);
    expect(isOpen(range, '198.51.100.1', 'x/a')).toBe(false);
    expect(isOpen(inX({ namespaceSelector: {} }), '203.0.113.9', 'x/a')).toBe(false);
    const named = { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'serve-80-tcp' }] }] };
    expect(isOpen(named, 'x/a', '203.0.113.9')).toBe(false);
  });

  describe('with pods in the network of their node', () => {
    const pod = (name: string, fields: object, ip: string, nodeName = 'node-1'): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'x', labels: { app: name } },
      spec: { containers: [{ name }], nodeName, ...fields },
      status: { phase: 'Running', podIP: ip },
    });
    const open = (from: string, to: string, spec: object): boolean =>
      openAmong([pod('agent', { hostNetwork: true }, '192.0.2.1')], from, to, spec);
    const openAmong = (agents: object[], from: string, to: string, spec: object): boolean => {
      const cluster = Cluster.of(
        DocumentSet.of([
          ...agents,
          pod('near', {}, '10.1.0.1'),
          pod('far', {}, '10.1.0.2', 'node-2'),
          policy('x', spec),
        ]),
      );
      const [source, destination] = [from, to].map((name) => cluster.pods.find(({ object }) => object.name === name));
      if (source === undefined || destination === undefined) throw new Error('no such pod');
      return judgeConnection(cluster, { from: { pod: source }, to: { pod: destination }, ...TCP_80 }).open;
    };
    const deny = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

    test('reaches the pods of its node whatever the policies, as the kubelet does', () => {
      expect(open('agent', 'near', deny)).toBe(true);
      expect(open('agent', 'far', deny)).toBe(false);
    });

    test('means an address and no labels', () => {
      expect(
        open('agent', 'far', {
          podSelector: {},
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'agent' } } }] }],
        }),
      ).toBe(false);
      expect(
        open('agent', 'far', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.1/32' } }] }] }),
      ).toBe(true);
    });

    test('has no named ports', () => {
      const ports = [{ containerPort: 80, name: 'web' }];
      const to = (port: unknown): boolean =>
        openAmong([pod('agent', { hostNetwork: true, containers: [{ ports }] }, '192.0.2.1')], 'far', 'agent', {
          podSelector: {},
          egress: [{ ports: [{ port }] }],
        });
      expect([to(80), to('web')]).toEqual([true, false]);
    });

    test('isolates none of them', () => {
      const egressOfFar = { podSelector: { matchLabels: { app: 'agent' } }, policyTypes: ['Ingress'] };
      expect(open('far', 'agent', egressOfFar)).toBe(true);
    });
  });

  test('inside of one pod is never stopped', () => {
    const cluster = threeNamespaces([policy('x', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })]);
    expect(attempt(cluster, 'x/a', 'x/a', TCP_80).open).toBe(true);
  });
});
