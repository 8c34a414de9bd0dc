import { DocumentSet } from '../../../lib/assurance';
import { topologyOf } from '../../../lib/assurance/report';
import { mermaid } from '../../../lib/assurance/report/mermaid';
import { type Draft, requestPath } from '../claims/request-path';
import { HOSTILE, hostile, withoutPolicies } from './judged';

const flowchart = (documents: readonly Draft[]): string =>
  mermaid(topologyOf(DocumentSet.of(documents), ['guardrail', 'inference', 'output']));

test('zones are subgraphs, workloads and peers are nodes, open connections are edges with their ports', () => {
  expect(flowchart(requestPath())).toBe(`flowchart LR
  peer1(["any pod with app = frontend in namespace shop"])
  peer2(["any pod with k8s-app = kube-dns in namespace kube-system"])
  subgraph namespace1["zone guardrail"]
    workload1["guardrail"]
  end
  subgraph namespace2["zone inference"]
    workload2["llama"]
  end
  subgraph namespace3["zone output"]
    workload3["output-processor"]
  end
  peer1 -->|"TCP/8000"| workload1
  workload1 -->|"TCP/53 UDP/53"| peer2
  workload1 -->|"TCP/8000"| workload3
  workload3 -->|"TCP/53 UDP/53"| peer2
  workload3 -->|"TCP/8000"| workload2
  classDef peer stroke-dasharray: 4 3
  class peer1 peer
  class peer2 peer
`);
});

test('what no policy stops is drawn in red', () => {
  const text = flowchart(withoutPolicies(requestPath()));
  const edges = text.split('\n').filter((line) => line.includes('-->'));
  const red = /linkStyle ([\d,]+) stroke:#c62828/.exec(text)?.[1]?.split(',').map(Number) ?? [];
  expect(red.map((index) => edges[index]?.trim())).toEqual([
    'peer1 -->|"every port"| workload2',
    'workload2 -->|"every port"| peer1',
  ]);
});

test('no text of a document is syntax: each line keeps the shape of ours', () => {
  const documents = hostile(requestPath());
  expect(JSON.stringify(documents)).toContain(JSON.stringify(HOSTILE).slice(1, -1));
  const label = String.raw`"(?:[\p{L}\p{N} ./:=,_*-]|#\d+;)*"`;
  const shapes = [
    'flowchart LR',
    String.raw`  (?:  )?\w+\[${label}\]`,
    String.raw`  \w+\(\[${label}\]\)`,
    String.raw`  subgraph \w+\[${label}\]`,
    '  end',
    String.raw`  \w+ -->\|${label}\| \w+`,
    '  classDef peer .*',
    String.raw`  class \w+ peer`,
    String.raw`  linkStyle [\d,]+ stroke:#c62828,stroke-width:2px`,
    '',
  ];
  const shape = new RegExp(`^(?:${shapes.join('|')})$`, 'u');
  expect(
    flowchart(documents)
      .split('\n')
      .filter((line) => !shape.test(line)),
  ).toEqual([]);
});
