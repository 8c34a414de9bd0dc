import { html, type Content, type Markup } from '../html/markup';
import { type Topology } from '../topology';
import { labelOf, type Layout, type PlacedConnection, type PlacedEnd, type PlacedNamespace } from './layout';

/** A wider drawing scrolls on a small screen instead of shrinking until nobody can read it. */
const SCROLLS_FROM = 700;

/** @returns the layout as inline SVG; classes and colours are those of the page's style */
export function drawing(layout: Layout, topology: Topology): Markup {
  const { width, height, namespaces, ends, connections } = layout;
  // a pixel around it, for the strokes
  return html`<svg
    class="${width > SCROLLS_FROM ? 'diagram wide' : 'diagram'}"
    role="img"
    aria-labelledby="diagram-title diagram-description"
    viewBox="-2 -2 ${width + 4} ${height + 4}"
    width="${width + 4}"
    height="${height + 4}"
  >
    <title id="diagram-title">Who can connect to whom</title>
    <desc id="diagram-description">${description(topology)}</desc>
    <defs>${['arrow', 'arrow-unpoliced'].map(arrow)}</defs>
    ${namespaces.map(namespaceShape)} ${connections.map(connectionShape)} ${ends.map(endShape)}
    ${connections.map(connectionLabel)}
  </svg>`;
}

function description({ namespaces, ends, connections }: Topology): string {
  const name = new Map(ends.map((end) => [end.id, end.name]));
  const lines = connections.map(
    ({ from, to, ports }) => `${name.get(from) ?? from} to ${name.get(to) ?? to} on ${ports}`,
  );
  return [
    `Namespaces: ${namespaces.map((each) => each.name).join(', ')}.`,
    `Open connections: ${lines.length === 0 ? 'none' : lines.join('; ')}.`,
  ].join(' ');
}

function arrow(id: string): Markup {
  return html`<marker
    id="${id}"
    class="${id}"
    viewBox="0 0 8 8"
    refX="7"
    refY="4"
    markerWidth="8"
    markerHeight="8"
    orient="auto-start-reverse"
    ><path d="M0 0.8 8 4 0 7.2z"
  /></marker>`;
}

function namespaceShape({ namespace, x, y, width, height }: PlacedNamespace): Markup {
  const kind = namespace.zone === undefined ? 'namespace' : 'namespace zone';
  return html`<g class="${kind}"
    ><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" /><text x="${x + width / 2}" y="${y + 20}"
      >${namespace.name}</text
    ></g
  > `;
}

const LINE_HEIGHT = 17;

function endShape({ end, lines, x, y, width, height }: PlacedEnd): Markup {
  const middle = x + width / 2;
  const below = end.kind === 'workload' ? [end.objects[0]?.kind ?? ''] : [];
  const first = y + height / 2 - ((lines.length + below.length - 1) * LINE_HEIGHT) / 2;
  const text = (line: string, index: number, kind: string): Content =>
    html`<text class="${kind}" x="${middle}" y="${round(first + index * LINE_HEIGHT)}" dy="0.33em">${line}</text>`;
  return html`<g class="${end.kind}"
    ><title>${end.name}</title
    ><rect
      x="${x}"
      y="${y}"
      width="${width}"
      height="${height}"
      rx="${end.kind === 'peer' ? 14 : 3}"
    />${lines.map((line, index) => text(line, index, 'name'))}${below.map((line, index) => text(line, lines.length + index, 'below'))}</g
  > `;
}

function connectionShape({ connection, curve, tip }: PlacedConnection): Markup {
  const [start, ...points] = [...curve].map(({ x, y }) => `${x} ${y}`);
  const marker = connection.unpoliced ? 'arrow-unpoliced' : 'arrow';
  const path = [`M${start ?? ''}`, `C${points.join(' ')}`, `L${tip.x} ${tip.y}`].join(' ');
  return html`<path class="${connectionClass(connection.unpoliced)}" d="${path}" marker-end="url(#${marker})" /> `;
}

function connectionLabel({ connection, label }: PlacedConnection): Markup {
  return html`<text class="${connectionClass(connection.unpoliced)}" x="${label.x}" y="${label.y}" dy="0.33em"
    >${labelOf(connection.ports)}</text
  >`;
}

function connectionClass(unpoliced: boolean): string {
  return unpoliced ? 'connection unpoliced' : 'connection';
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
