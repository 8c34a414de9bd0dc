import { policy, threeNamespaces } from './three-namespaces';

const ingress = (rule: object): object => ({ podSelector: {}, ingress: [rule] });
const from = (peer: unknown): object => ingress({ from: [peer] });
const port = (fields: object): object => ingress({ ports: [fields] });
const expressed = (expression: object): object => ({ podSelector: { matchExpressions: [expression] } });

/** What the API server refuses to store, and the start of what we say about it. */
const REFUSED: [string, object, string][] = [
  ['a peer that sets nothing', from({}), 'a peer sets nothing'],
  [
    'a range with a selector',
    from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
    'a peer sets ipBlock and a selector',
  ],
  ['a range without cidr', from({ ipBlock: {} }), 'range absent cannot be read'],
  ['an address for a range', from({ ipBlock: { cidr: '10.0.0.1' } }), 'range "10.0.0.1" cannot be read'],
  [
    'an exception outside',
    from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
    'exception 11.0.0.0/16 is not strictly inside',
  ],
  ['an unknown protocol', port({ port: 80, protocol: 'ICMP' }), 'protocol "ICMP" does not exist'],
  ['port 0', port({ port: 0 }), 'port 0 does not exist'],
  ['port 65536', port({ port: 65536 }), 'port 65536 does not exist'],
  ['a name with capitals', port({ port: 'HTTP' }), 'port "HTTP" does not exist'],
  ['a name that is a number', port({ port: '80' }), 'port "80" does not exist'],
  ['a range that runs backwards', port({ port: 80, endPort: 79 }), 'endPort 79 does not fit port 80'],
  ['a range from a name', port({ port: 'http', endPort: 90 }), 'endPort 90 does not fit port "http"'],
  ['a range from nowhere', port({ endPort: 90 }), 'endPort 90 does not fit port absent'],
  ['an unknown policy type', { podSelector: {}, policyTypes: ['Both'] }, 'policy type "Both" does not exist'],
  [
    'a policy type alone',
    { podSelector: {}, policyTypes: 'Ingress' },
    'field policyTypes is "Ingress"; expected a list',
  ],
  ['a rule without list', { podSelector: {}, ingress: {} }, 'field ingress/egress is {}; expected a list'],
  ['peers without list', ingress({ from: { podSelector: {} } }), 'field from/to is'],
  ['ports without list', ingress({ ports: { port: 80 } }), 'field ports is'],
  [
    'In without values',
    expressed({ key: 'a', operator: 'In', values: [] }),
    'selector In on a has 0 values; expected at least one',
  ],
  [
    'Exists with values',
    expressed({ key: 'a', operator: 'Exists', values: ['b'] }),
    'selector Exists on a has 1 values; expected none',
  ],
  [
    'an unknown operator',
    expressed({ key: 'a', operator: 'Gt', values: ['1'] }),
    'selector operator "Gt" does not exist',
  ],
  ['an expression without key', expressed({ operator: 'Exists' }), 'a requirement of a selector has key absent'],
  [
    'a number for a label',
    { podSelector: { matchLabels: { version: 1 } } },
    'selector asks version to be 1; expected a text',
  ],
  [
    'a number in a list',
    expressed({ key: 'a', operator: 'In', values: [1] }),
    'selector asks a to be 1; expected a text',
  ],
  ['a text for a selector', { podSelector: 'app=a' }, 'selector "app=a" is no map'],
  [
    'an egress rule that is wrong where only ingress is isolated',
    { podSelector: {}, policyTypes: ['Ingress'], egress: [{ to: [{}] }] },
    'a peer sets nothing',
  ],
];

describe('a network policy that the API server refuses', () => {
  test.each(REFUSED)('is not there, and the reason is known: %s', (_, spec, problem) => {
    const cluster = threeNamespaces([policy('x', spec, 'broken')]);
    expect(cluster.policiesIn('x')).toEqual([]);
    expect(cluster.refused).toEqual([
      {
        object: expect.objectContaining({ kind: 'NetworkPolicy', name: 'broken' }) as object,
        problem: expect.stringContaining(problem) as string,
      },
    ]);
  });
});
