import fc from 'fast-check';
import { ClaimOutcome, type DeclaredConnection } from '../../../lib/assurance/claims';
import { r1 } from '../../../lib/assurance/claims/r1-predecessors';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { Cluster, judgeConnection, type Pod, type Protocol } from '../../../lib/assurance/reachability';
import { peerOf } from '../../../lib/assurance/reachability/policy-peer';
import { documentsOf } from '../reachability/judged-cluster';
import { NAMES, randomCluster, selector } from '../reachability/random-cluster';

const PROBED: readonly [Protocol, number][] = [
  ['TCP', 80],
  ['TCP', 81],
  ['TCP', 8080],
  ['UDP', 8080],
];
const VALUES = [undefined, 'a', 'b', 'c', 'z'];
const LABELS = VALUES.flatMap((app) => VALUES.map((tier) => ({ ...(app && { app }), ...(tier && { tier }) })));

/** Declares connections from some pods of a namespace, or of all, to all pods. */
const declared: fc.Arbitrary<DeclaredConnection[]> = fc
  .array(
    fc.record({
      from: fc.record({
        namespaceSelector: fc.constantFrom(
          {},
          ...NAMES.map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
        ),
        podSelector: selector,
      }),
      to: fc.constant({ namespaceSelector: {}, podSelector: {} }),
      port: fc.constantFrom('TCP/80', 'TCP/8080'),
    }),
    { maxLength: 2 },
  )
  .map((connections) => [...connections]);

interface Adversary {
  readonly namespace: string;
  readonly labels: object;
  readonly namespaceLabels?: object;
}

/** Makes the pod, and its namespace if that is new, and says to which pods of zone `one` it connects and was not declared to. */
function undeclared(
  documents: readonly object[],
  connections: readonly DeclaredConnection[],
  adversary: Adversary,
): string[] {
  const { namespace, labels, namespaceLabels } = adversary;
  const made = [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'adversary', namespace, labels },
      spec: { containers: [{ name: 'attack' }] },
      status: { phase: 'Running', podIP: '198.51.100.66' },
    },
    ...(namespaceLabels
      ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: namespaceLabels } }]
      : []),
  ];
  const cluster = Cluster.of(DocumentSet.of([...documents, ...made]));
  const attacker = cluster.pods.find(({ object }) => object.name === 'adversary') as Pod;
  const isDeclared = (protocol: string, port: number): boolean =>
    connections.some((each) => each.port === `${protocol}/${port}` && cluster.isMeant(peerOf(each.from, ''), attacker));
  return cluster
    .podsIn('one')
    .filter((pod) => pod !== attacker)
    .flatMap((pod) =>
      PROBED.filter(([protocol, port]) => !isDeclared(protocol, port))
        .filter(
          ([protocol, port]) => judgeConnection(cluster, { from: { pod: attacker }, to: { pod }, protocol, port }).open,
        )
        .map(([protocol, port]) => `${pod.object.name} ${protocol}/${port}`),
    );
}

describe('claim R1 on random clusters', () => {
  test('proven: no pod with any labels in any namespace, seen or new, connects undeclared', () => {
    let proven = 0;
    fc.assert(
      fc.property(
        randomCluster,
        declared,
        fc.constantFrom(...NAMES, 'new'),
        fc.constantFrom(...LABELS),
        (cluster, connections, namespace, namespaceLabels) => {
          const documents = documentsOf(cluster);
          const { outcome } = r1.judge(DocumentSet.of(documents), { connections, zones: ['one'] });
          if (outcome !== ClaimOutcome.PROVEN) return;
          proven += 1;
          for (const labels of LABELS) {
            const adversary = { namespace, labels, ...(namespace === 'new' && { namespaceLabels }) };
            expect(undeclared(documents, connections, adversary)).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(proven).toBeGreaterThan(20);
  });

  test('refuted: the stranger that each counterexample names connects when it is made', () => {
    let tried = 0;
    fc.assert(
      fc.property(randomCluster, declared, (cluster, connections) => {
        const documents = documentsOf(cluster);
        const seen = new Set(NAMES);
        const { counterexamples } = r1.judge(DocumentSet.of(documents), { connections, zones: ['one'] });
        for (const { example, toWhom } of counterexamples) {
          const { namespace, labels, namespaceLabels } = example?.stranger ?? {};
          // a pod that a rule means by a port that it has not itself is no connection between these pods
          if (namespace === undefined || labels === undefined || example === undefined) continue;
          tried += 1;
          const made = { namespace, labels, ...(!seen.has(namespace) && { namespaceLabels }) };
          const probe: [Protocol, number] = [example.protocol as Protocol, example.port];
          expect(connects(documents, made, toWhom, probe)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
    expect(tried).toBeGreaterThan(50);
  });
});

function connects(
  documents: readonly object[],
  adversary: Adversary,
  toWhom: string,
  [protocol, port]: [Protocol, number],
): boolean {
  const { namespace, labels, namespaceLabels } = adversary;
  const cluster = Cluster.of(
    DocumentSet.of([
      ...documents,
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'adversary', namespace, labels }, spec: { containers: [] } },
      ...(namespaceLabels
        ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: namespaceLabels } }]
        : []),
    ]),
  );
  const attacker = cluster.pods.find(({ object }) => object.name === 'adversary') as Pod;
  const target = cluster.pods.find(({ object, namespace: each }) => toWhom === `Pod ${each}/${object.name}`) as Pod;
  return judgeConnection(cluster, { from: { pod: attacker }, to: { pod: target }, protocol, port }).open;
}
