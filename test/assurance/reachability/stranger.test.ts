import fc from 'fast-check';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { Cluster, judgeConnection, type Pod, type Protocol } from '../../../lib/assurance/reachability';
import { type Direction } from '../../../lib/assurance/reachability/network-policy';
import { openings } from '../../../lib/assurance/reachability/opening';
import { type Stranger, strangers } from '../../../lib/assurance/reachability/stranger';
import { documentsOf } from './judged-cluster';
import { randomCluster, type RandomCluster } from './random-cluster';

const LABEL_SETS = [undefined, 'a', 'b', 'c', 'z'].flatMap((app) =>
  [undefined, 'a', 'b', 'c', 'z'].map((tier) => ({
    ...(app !== undefined && { app }),
    ...(tier !== undefined && { tier }),
  })),
);
const PORTS: readonly [Protocol, number][] = [
  ['TCP', 80],
  ['TCP', 8080],
  ['UDP', 8080],
  ['SCTP', 443],
];

const found = (cluster: Cluster, pod: Pod, direction: Direction): Stranger[] =>
  openings(cluster, pod, direction).flatMap((opening) =>
    strangers(cluster, pod, direction, opening).filter(({ connects }) => connects),
  );

/** The cluster with one pod more, which an adversary made. */
function withAdversary(cluster: RandomCluster, namespace: string, labels: object, namespaceLabels?: object): Cluster {
  const adversary = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'adversary', namespace, labels },
    spec: { containers: [{ name: 'attack' }] },
    status: { phase: 'Running', podIP: '198.51.100.66' },
  };
  const made = namespaceLabels && {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: namespaceLabels },
  };
  return Cluster.of(DocumentSet.of([...documentsOf(cluster), adversary, ...(made ? [made] : [])]));
}

function connects(cluster: Cluster, name: string, direction: Direction, protocol: Protocol, port: number): boolean {
  const find = (wanted: string): Pod => {
    const pod = cluster.pods.find(({ object }) => object.name === wanted);
    if (pod === undefined) throw new Error(`no pod ${wanted}`);
    return pod;
  };
  const [own, adversary] = [{ pod: find(name) }, { pod: find('adversary') }];
  const [from, to] = direction === 'ingress' ? [adversary, own] : [own, adversary];
  return judgeConnection(cluster, { from, to, protocol, port }).open;
}

describe('who can be at the other end of an opening', () => {
  test('is somebody who connects when they are made, for every stranger found', () => {
    fc.assert(
      fc.property(randomCluster, (random) => {
        const cluster = Cluster.of(DocumentSet.of(documentsOf(random)));
        for (const pod of cluster.pods) {
          for (const { example, ports } of found(cluster, pod, 'ingress')) {
            if ('address' in example) continue;
            const seen = cluster.isDeclared(example.namespace);
            const made = withAdversary(
              random,
              example.namespace,
              Object.fromEntries(example.labels),
              seen ? undefined : Object.fromEntries(example.namespaceLabels),
            );
            const { protocol = 'TCP', port = 0 } = ports.example ?? {};
            expect([pod.object.name, connects(made, pod.object.name, 'ingress', protocol, port)]).toEqual([
              pod.object.name,
              true,
            ]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each(['ingress', 'egress'] as const)(
    'leaves out nobody of all the label sets that could be tried, for %s',
    (direction) => {
      fc.assert(
        fc.property(
          randomCluster,
          fc.constantFrom('one', 'two', 'new'),
          fc.constantFrom(...LABEL_SETS),
          fc.constantFrom(...LABEL_SETS),
          (random, namespace, labels, namespaceLabels) => {
            const cluster = Cluster.of(DocumentSet.of(documentsOf(random)));
            const made = withAdversary(random, namespace, labels, namespace === 'new' ? namespaceLabels : undefined);
            for (const pod of cluster.pods) {
              const opening = openings(cluster, pod, direction);
              const all = found(cluster, pod, direction);
              for (const [protocol, port] of PORTS) {
                if (!connects(made, pod.object.name, direction, protocol, port)) continue;
                // an opening lets them, and somebody with that port was found
                expect(opening.some(({ ports }) => ports.has({ protocol, port }))).toBe(true);
                expect(all.some(({ ports }) => ports.has({ protocol, port }))).toBe(true);
              }
            }
          },
        ),
        { numRuns: 100 },
      );
    },
  );

  test('is found in a namespace of many policies with a label each, which would split pods into a million kinds', () => {
    const policies = Array.from({ length: 20 }, (_, number) => ({
      namespace: 'two',
      name: `policy-${number}`,
      spec: { podSelector: { matchLabels: { [`key-${number}`]: 'a' } }, policyTypes: ['Egress'] },
    }));
    const cluster = Cluster.of(
      DocumentSet.of(
        documentsOf({
          namespaces: ['one', 'two'].map((name) => ({ name, labels: {} })),
          pods: [{ namespace: 'one', name: 'target', labels: {}, ip: '10.1.0.1', hostNetwork: false, ports: [] }],
          policies: [
            ...policies,
            {
              namespace: 'one',
              name: 'let-in',
              spec: {
                ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'two' } } }] }],
              },
            },
          ],
        }),
      ),
    );
    const [target] = cluster.pods;
    const [stranger, ...others] = target === undefined ? [] : found(cluster, target, 'ingress');
    expect(others).toEqual([]);
    expect(stranger?.description).toMatch(/^any pod with \(no key-0 or key-0 ≠ a\) and .* in namespace two$/);
  });
});
