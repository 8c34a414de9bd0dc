import { type Topology, type TopologyEnd } from './topology';
import { visible } from './visible-text';

/** @returns the topology as a Mermaid flowchart, which GitHub and others draw from a text in a README */
export function mermaid({ namespaces, ends, connections }: Topology): string {
  const ids = new Map(ends.map(({ id }) => [id, id.replace('-', '')]));
  const id = (end: string): string => ids.get(end) ?? '';
  const shape = (end: TopologyEnd): string =>
    end.kind === 'workload' ? `${id(end.id)}["${quoted(end.name)}"]` : `${id(end.id)}(["${quoted(end.name)}"])`;
  const unpoliced = connections.flatMap((connection, index) => (connection.unpoliced ? [index] : []));
  return [
    'flowchart LR',
    ...ends.filter(({ kind }) => kind === 'peer').map((end) => `  ${shape(end)}`),
    ...namespaces.flatMap(({ name, zone }, index) => [
      `  subgraph namespace${index + 1}["${quoted(`${zone === undefined ? 'namespace' : 'zone'} ${name}`)}"]`,
      ...ends.filter(({ namespace }) => namespace === name).map((end) => `    ${shape(end)}`),
      '  end',
    ]),
    ...connections.map(({ from, to, ports }) => `  ${id(from)} -->|"${quoted(ports)}"| ${id(to)}`),
    '  classDef peer stroke-dasharray: 4 3',
    ...ends.filter(({ kind }) => kind === 'peer').map((end) => `  class ${id(end.id)} peer`),
    ...(unpoliced.length > 0 ? [`  linkStyle ${unpoliced.join(',')} stroke:#c62828,stroke-width:2px`] : []),
    '',
  ].join('\n');
}

/** Within quotes everything but letters, digits and a few signs is written by its number, so that nothing is syntax. */
function quoted(text: string): string {
  return visible(text).replace(/[^\p{L}\p{N} ./:=,_*-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
