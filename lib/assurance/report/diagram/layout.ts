import { type Graph, type Subgraph } from '@viz-js/viz';
import { type Topology, type TopologyConnection, type TopologyEnd, type TopologyNamespace } from '../topology';
import { visible } from '../visible-text';
import { FONT_SIZE, widthOf, wrapped } from './text';

/** A point of the drawing, in pixels from its upper left corner. */
export interface Point {
  /** From the left. */
  readonly x: number;
  /** From the top. */
  readonly y: number;
}

/** A rectangle of the drawing. */
export interface Box extends Point {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
}

/** A workload or peer in its place; a peer that connects and is connected to has two places, or all would run in circles. */
export interface PlacedEnd extends Box {
  /** Who it is. */
  readonly end: TopologyEnd;
  /** Its name, broken into lines that fit. */
  readonly lines: readonly string[];
}

/** A namespace around its workloads. */
export interface PlacedNamespace extends Box {
  /** Which it is. */
  readonly namespace: TopologyNamespace;
}

/** A connection as a curve. */
export interface PlacedConnection {
  /** Which it is. */
  readonly connection: TopologyConnection;
  /** Starting point, then three points for each cubic Bézier curve. */
  readonly curve: readonly Point[];
  /** Tip of the arrow. */
  readonly tip: Point;
  /** Middle of the label. */
  readonly label: Point;
}

/** Where everything stands. */
export interface Layout {
  /** Of the whole drawing, in pixels. */
  readonly width: number;
  /** Of the whole drawing, in pixels. */
  readonly height: number;
  /** Namespaces with workloads. */
  readonly namespaces: readonly PlacedNamespace[];
  /** Workloads and peers. */
  readonly ends: readonly PlacedEnd[];
  /** Connections between them. */
  readonly connections: readonly PlacedConnection[];
}

/** More than that nobody reads from a drawing; the table has everything. */
const MOST_ENDS = 60;
const MOST_CONNECTIONS = 150;
/** Graphviz measures nodes in inches and everything else in points. */
const POINTS_PER_INCH = 72;
const COLUMNS = 22;
const LINES = 4;
const LINE_HEIGHT = 17;

/** @returns where everything stands, by Graphviz; nothing if there is nothing to draw or too much to read */
export async function layoutOf(topology: Topology): Promise<Layout | undefined> {
  const { ends, connections } = topology;
  if (ends.length === 0 || ends.length > MOST_ENDS || connections.length > MOST_CONNECTIONS) return undefined;
  // a compiled Graphviz of 1.2 MB: only who draws loads it
  const { instance } = await import('@viz-js/viz');
  const lines = new Map(ends.map((end) => [end.id, wrapped(visible(end.name), COLUMNS, LINES)]));
  const graph = graphOf(topology, lines);
  return placed((await instance()).renderJSON(graph, { yInvert: true }) as LaidOut, topology, lines);
}

function graphOf({ namespaces, ends, connections }: Topology, lines: ReadonlyMap<string, readonly string[]>): Graph {
  const node = (end: TopologyEnd, name: string): NonNullable<Graph['nodes']>[number] => {
    const own = lines.get(end.id) ?? [];
    const width = Math.max(...own.map((line) => widthOf(line)), 90) + 24;
    const height = own.length * LINE_HEIGHT + (end.kind === 'workload' ? 30 : 16);
    return { name, attributes: { width: width / POINTS_PER_INCH, height: height / POINTS_PER_INCH } };
  };
  const peers = new Set(ends.filter(({ kind }) => kind === 'peer').map(({ id }) => id));
  const place = (id: string, role: Role): string => (peers.has(id) ? placeOf(id, role) : id);
  return {
    directed: true,
    graphAttributes: { rankdir: 'LR', nodesep: 0.3, ranksep: 0.45, margin: 0, pad: 0 },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    edgeAttributes: { fontname: 'Courier', fontsize: FONT_SIZE },
    nodes: ends.flatMap((end) =>
      ROLES.filter((role) => peers.has(end.id) && connections.some((connection) => connection[role] === end.id)).map(
        (role) => node(end, placeOf(end.id, role)),
      ),
    ),
    subgraphs: namespaces.map(({ name }, index): Subgraph => ({
      // the prefix makes it a cluster; its name stands in the label's room, which is kept free
      name: clusterOf(index),
      graphAttributes: { label: room(visible(name)), fontname: 'Courier', fontsize: 12, margin: 14 },
      nodes: ends.filter(({ namespace }) => namespace === name).map((end) => node(end, end.id)),
    })),
    edges: connections.map(({ from, to, ports }, index) => ({
      tail: place(from, 'from'),
      head: place(to, 'to'),
      attributes: { id: String(index), label: room(labelOf(ports)) },
    })),
  };
}

/** Which end of a connection. */
type Role = 'from' | 'to';
const ROLES: readonly Role[] = ['from', 'to'];

function placeOf(id: string, role: Role): string {
  return `${id} ${role}`;
}

function clusterOf(index: number): string {
  return `cluster-${index}`;
}

/** A label only keeps room for the text: what a document says never reaches Graphviz, whose labels have a syntax. */
function room(text: string): string {
  return 'm'.repeat([...text].length);
}

/** @returns the ports in a few words */
export function labelOf(ports: string): string {
  return wrapped(ports, COLUMNS, 1)[0] ?? '';
}

/** What Graphviz writes as JSON, as far as it is read here. */
interface LaidOut {
  readonly bb: string;
  readonly objects?: readonly {
    readonly name: string;
    readonly bb?: string;
    readonly pos?: string;
    readonly width?: string;
    readonly height?: string;
  }[];
  readonly edges?: readonly { readonly id: string; readonly pos: string; readonly lp: string }[];
}

function placed(laidOut: LaidOut, topology: Topology, lines: ReadonlyMap<string, readonly string[]>): Layout {
  const all = boxOf(laidOut.bb);
  const objects = new Map((laidOut.objects ?? []).map((object) => [object.name, object]));
  const shifted = ({ x, y }: Point): Point => ({ x: rounded(x - all.x), y: rounded(y - all.y) });
  return {
    width: all.width,
    height: all.height,
    namespaces: topology.namespaces.flatMap((namespace, index) => {
      const { bb } = objects.get(clusterOf(index)) ?? {};
      if (bb === undefined) return [];
      const box = boxOf(bb);
      return [{ namespace, ...box, ...shifted(box) }];
    }),
    ends: topology.ends
      .flatMap((end) => [end.id, ...ROLES.map((role) => placeOf(end.id, role))].map((name) => ({ end, name })))
      .flatMap(({ end, name }) => {
        const object = objects.get(name);
        if (object?.pos === undefined) return [];
        const [width, height] = [object.width, object.height].map((inches) =>
          rounded(Number(inches) * POINTS_PER_INCH),
        );
        const middle = pointOf(object.pos);
        const corner = shifted({ x: middle.x - (width ?? 0) / 2, y: middle.y - (height ?? 0) / 2 });
        return [{ end, lines: lines.get(end.id) ?? [], ...corner, width: width ?? 0, height: height ?? 0 }];
      }),
    connections: (laidOut.edges ?? []).flatMap(({ id, pos, lp }) => {
      const connection = topology.connections[Number(id)];
      if (connection === undefined) return [];
      const words = pos.split(' ');
      const tip = words.find((word) => word.startsWith('e,'));
      const curve = words.filter((word) => /^[-\d]/.test(word)).map((word) => shifted(pointOf(word)));
      const end = tip === undefined ? curve.at(-1) : shifted(pointOf(tip.slice(2)));
      return end === undefined ? [] : [{ connection, curve, tip: end, label: shifted(pointOf(lp)) }];
    }),
  };
}

function pointOf(text: string): Point {
  const [x = NaN, y = NaN] = text.split(',').map(Number);
  return { x, y };
}

function boxOf(text: string): Box {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = text.split(',').map(Number);
  return {
    x: Math.min(x1, x2),
    y: Math.min(y1, y2),
    width: rounded(Math.abs(x2 - x1)),
    height: rounded(Math.abs(y2 - y1)),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
