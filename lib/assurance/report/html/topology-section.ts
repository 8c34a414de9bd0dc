import { drawing } from '../diagram/drawing';
import { type Layout } from '../diagram/layout';
import { type Report } from '../report';
import { type TopologyEnd } from '../topology';
import { html, joined, type Content, type Markup } from './markup';
import { objectName, table } from './words';

/** @returns who can connect to whom, drawn and as a table */
export function topologySection({ topology }: Report, layout: Layout | undefined): Markup {
  const ends = new Map(topology.ends.map((end) => [end.id, end]));
  const rows = topology.connections.map(({ from, to, ports, policies, unpoliced }) => [
    endName(ends.get(from)),
    endName(ends.get(to)),
    html`<code>${ports}</code>`,
    unpoliced ? html`<strong>no policy isolates it</strong>` : joined(policies.map(objectName), html`<br />`),
  ]);
  return html`<section id="topology" aria-labelledby="topology-heading">
    <h2 id="topology-heading">Topology</h2>
    <p>
      Who can connect to whom, by what the NetworkPolicies of both sides say. Dashed ends are not among the documents:
      policies speak of them. What a pod's own node opens, such as the probes of the kubelet, is stopped by no policy
      and not drawn. A pod that copies the labels of a workload in its own namespace can do what that workload can;
      admission closes that, and the claims say by which rule.
    </p>
    ${figure(layout, topology)}
    ${
      rows.length === 0
        ? html`<p>No connection is open.</p>`
        : html`<h3>Open connections</h3>
            ${table('Open connections', ['From', 'To', 'Ports of the destination', 'Let by'], rows)}`
    }
  </section> `;
}

function figure(layout: Layout | undefined, topology: Report['topology']): Markup {
  if (layout !== undefined) {
    return html`<figure class="scroll" role="group" aria-label="Drawing of the topology" tabindex="0">
      ${drawing(layout, topology)}
    </figure>`;
  }
  return topology.ends.length === 0
    ? html`<p>The documents have no workload.</p>`
    : html`<p>
        ${topology.ends.length} ends and ${topology.connections.length} connections are too many to read from a drawing;
        the table has all of them.
      </p>`;
}

function endName(end: TopologyEnd | undefined): Content {
  if (end?.kind !== 'workload') return end?.name;
  return html`<code>${end.namespace}/${end.name}</code>`;
}
