import { DocumentSet } from '../../../lib/assurance';
import { type Topology, topologyOf } from '../../../lib/assurance/report';
import { deployment, type Draft, namespace, networkPolicy, requestPath } from '../claims/request-path';
import { quickstart } from '../claims/synthesized';
import { withoutPolicies } from './judged';

const ZONES = ['guardrail', 'inference', 'output'];

function lines({ ends, connections }: Topology): string[] {
  const name = new Map(ends.map((end) => [end.id, end.name]));
  return connections.map(({ from, to, ports, unpoliced }) =>
    [name.get(from), '→', name.get(to), ports, ...(unpoliced ? ['unpoliced'] : [])].join(' '),
  );
}

const drawn = (documents: readonly Draft[]): Topology => topologyOf(DocumentSet.of(documents), ZONES);

test('the request path is drawn as its policies leave it open, callers and DNS as peers', () => {
  expect(lines(drawn(requestPath()))).toEqual([
    'any pod with app = frontend in namespace shop → guardrail TCP/8000',
    'guardrail → any pod with k8s-app = kube-dns in namespace kube-system TCP/53 UDP/53',
    'guardrail → output-processor TCP/8000',
    'output-processor → any pod with k8s-app = kube-dns in namespace kube-system TCP/53 UDP/53',
    'output-processor → llama TCP/8000',
  ]);
});

test('a synthesized stack is drawn with its zones and nothing open but what it declares', () => {
  const { documents, connections } = quickstart();
  const topology = topologyOf(documents, documents.namespaces);
  expect(topology.namespaces.map(({ zone }) => zone)).toEqual([
    'guardrail',
    'inference-qwen2-5-0-5b-instruct',
    'output',
  ]);
  // each is declared from both ends, DNS from one; two ports of DNS are one line
  const between = new Set(connections.map((connection) => JSON.stringify([connection.from, connection.to])));
  expect(topology.connections).toHaveLength(between.size);
  expect(topology.connections.filter(({ unpoliced }) => unpoliced)).toEqual([]);
});

test('a peer that the documents show is a workload, and names the policies of both sides', () => {
  const { ends, connections } = drawn([
    ...requestPath(),
    namespace('shop'),
    deployment('shop', 'web', { app: 'frontend' }),
  ]);
  const web = ends.find(({ name }) => name === 'web');
  expect(web).toMatchObject({ kind: 'workload', namespace: 'shop', objects: [{ kind: 'Deployment', name: 'web' }] });
  const own = connections.filter(({ from }) => from === web?.id);
  expect(own.map(({ ports, policies }) => [ports, policies.map(({ name }) => name)])).toEqual([
    ['every port', []], // nothing isolates it
    ['TCP/8000', ['guardrail-ingress']],
  ]);
  expect(ends.map(({ name }) => name)).not.toContain('any pod with app = frontend in namespace shop');
});

test('what nothing isolates is open to anyone, in one line', () => {
  expect(lines(drawn(withoutPolicies(requestPath()))).filter((line) => line.endsWith('unpoliced'))).toEqual([
    'any pod and any address → llama every port unpoliced',
    'llama → any pod and any address every port unpoliced',
  ]);
});

test('a range of addresses and a whole namespace are peers beside the pods that are known in it', () => {
  const wide = networkPolicy('inference', 'wide', {
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 9090, endPort: 9099 }] },
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }] },
    ],
  });
  expect(lines(drawn([...requestPath(), wide]))).toEqual(
    expect.arrayContaining([
      'any address in 10.0.0.0/8 → llama TCP/9090-9099',
      'any pod in namespace monitoring → llama every port',
    ]),
  );
});

test('a connection that only one side lets is not drawn', () => {
  const documents = requestPath().filter(({ metadata }) => metadata.name !== 'guardrail-egress');
  expect(lines(drawn(documents))).not.toContain('guardrail → output-processor TCP/8000');
});

test('the order of the documents changes nothing', () => {
  const documents = requestPath();
  expect(drawn([...documents].reverse())).toEqual(drawn(documents));
});

test('a workload and the pods that it made are one end', () => {
  const replica: Draft = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'llama-1', namespace: 'inference', labels: { 'secure-llm.dev/workload': 'llama' } },
    spec: { containers: [] },
  };
  const { ends } = drawn([...requestPath(), replica]);
  expect(ends.filter(({ namespace: place }) => place === 'inference')).toEqual([
    expect.objectContaining({ name: 'llama', objects: [expect.anything(), expect.anything()] }),
  ]);
});
