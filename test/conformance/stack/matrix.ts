import { arrives, type PodRef, type Target, type Verdict } from '../cluster/probes/packets';
import { type Stack } from './stack';

/** A named place that packets go to. */
export interface Place {
  readonly what: string;
  readonly host: string;
  readonly ports: readonly number[];
  /** @default both */
  readonly protocols?: readonly ('TCP' | 'UDP')[];
}

/** A named pod that packets come from. */
export interface Origin extends PodRef {
  readonly what: string;
}

/** One try and what came back. */
export interface Packet {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly verdict: Verdict;
}

/** `guardrail → output-processor tcp/8000` */
export function route(packet: Pick<Packet, 'from' | 'to' | 'port' | 'protocol'>): string {
  return `${packet.from} → ${packet.to} ${packet.protocol.toLowerCase()}/${packet.port}`;
}

/** Whether the packet got through. */
export function arrived({ verdict }: Packet): boolean {
  return arrives(verdict);
}

/** Sends from every origin to every place but itself, on every port, TCP and UDP. */
export async function sendAll(
  stack: Stack,
  origins: readonly Origin[],
  places: readonly Place[],
): Promise<readonly Packet[]> {
  const rows = await Promise.all(
    origins.map(async (origin) => {
      const tried = places
        .filter(({ what }) => what !== origin.what)
        .flatMap(({ what, host, ports, protocols = ['TCP', 'UDP'] }) =>
          ports.flatMap((port) => protocols.map((protocol) => ({ to: what, host, port, protocol }))),
        );
      const targets: Target[] = tried.map(({ host, port, protocol }) => ({ host, port, protocol }));
      const verdicts = await stack.packets.from(origin, targets);
      return tried.map(({ to, port, protocol }, index): Packet => {
        return { from: origin.what, to, port, protocol, verdict: verdicts[index] ?? 'no answer' };
      });
    }),
  );
  return rows.flat();
}

/** One line per origin, one column per place; a cell lists what got through. */
export function table(packets: readonly Packet[]): string {
  const origins = [...new Set(packets.map(({ from }) => from))];
  const places = [...new Set(packets.map(({ to }) => to))];
  const cell = (from: string, to: string): string => {
    const between = packets.filter((packet) => packet.from === from && packet.to === to);
    if (between.length === 0) return '';
    const open = between.filter(arrived).map(({ protocol, port }) => `${protocol.toLowerCase()}/${port}`);
    return open.length === between.length ? 'everything' : open.join(' ') || '·';
  };
  const rows = [['from \\ to', ...places], ...origins.map((from) => [from, ...places.map((to) => cell(from, to))])];
  const widths = places.concat('').map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
