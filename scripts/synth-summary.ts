import { type Finding, Severity } from 'cdk8s-secure-llm';
import { type KubernetesDocument } from './kubernetes-documents';
import { type ProgramFacts } from './program-facts';

const NOTES_SHOWN = 10;

/** What was written for one example. */
export interface SynthSummary extends ProgramFacts {
  /** Number of objects by kind. */
  readonly objects: ReadonlyMap<string, number>;
  /** Images that are not pinned by digest. */
  readonly imagesWithoutDigest: string[];
  /** Wall time of the example's process, seconds. */
  readonly seconds: number;
}

/** Counts what is in the documents, beside what the program says about itself. */
export function summarize(
  documents: readonly KubernetesDocument[],
  facts: ProgramFacts,
  seconds: number,
): SynthSummary {
  const images = [...new Set(documents.flatMap(imagesOf))].sort();
  return {
    ...facts,
    objects: countByKind(documents),
    imagesWithoutDigest: images.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image)),
    seconds,
  };
}

/** Number of documents by kind, kinds in alphabetical order. */
export function countByKind(documents: readonly KubernetesDocument[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of documents.map((document) => document.kind).sort()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Every image that a document lets a node pull: of containers of any sort, of steps of pipelines, and of image volumes. */
export function imagesOf(document: unknown): string[] {
  if (Array.isArray(document)) return document.flatMap(imagesOf);
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([field, value]) => {
    if (field === 'container') return containerImage(value as object);
    if (!Array.isArray(value)) return imagesOf(value);
    if (/^(?:containers|initContainers|ephemeralContainers)$/.test(field)) return value.flatMap(containerImage);
    if (field === 'volumes') return value.flatMap(volumeImage);
    return imagesOf(value);
  });
}

const containerImage = ({ image }: { image?: unknown }): string[] => (typeof image === 'string' ? [image] : []);

const volumeImage = ({ image }: { image?: { reference?: unknown } }): string[] =>
  typeof image?.reference === 'string' ? [image.reference] : [];

/** The summary as lines for a terminal. */
export function formatSummary(name: string, folder: string, summary: SynthSummary): string {
  const total = [...summary.objects.values()].reduce((sum, count) => sum + count, 0);
  const counts = [
    count(summary.zones.length, 'zone'),
    count(total, 'object'),
    count(summary.connections.length, 'connection'),
    count(summary.imagesWithoutDigest.length, 'image', ' without digest'),
    ...severities(summary),
    `${summary.seconds.toFixed(1)} s`,
  ];
  return [
    `${name}: ${counts.join(', ')} → ${folder}`,
    ...listed('zones', [summary.zones.join(', ')]),
    ...listed('objects', [[...summary.objects].map(([kind, many]) => `${kind} ${many}`).join(', ')]),
    ...listed(
      'connections',
      summary.connections.map(({ from, to, port }) => `${from} → ${to} ${port}`),
    ),
    ...listed('images without digest', summary.imagesWithoutDigest),
    ...Object.values(Severity).flatMap((severity) =>
      listed(`${severity}s`, shown(severity, ofSeverity(summary, severity).map(sentence))),
    ),
  ].join('\n');
}

/** How many findings there are of each severity, and how many more somebody accepts. */
function severities(summary: SynthSummary): string[] {
  return [
    ...Object.values(Severity).map((severity) => count(ofSeverity(summary, severity).length, severity)),
    ...(summary.waived > 0 ? [`${summary.waived} waived`] : []),
  ];
}

/** Notes stop nothing, so a few say what kind they are; the report has all. */
function shown(severity: Severity, lines: readonly string[]): readonly string[] {
  if (severity !== Severity.NOTE || lines.length <= NOTES_SHOWN) return lines;
  return [...lines.slice(0, NOTES_SHOWN), `and ${lines.length - NOTES_SHOWN} more, in the report`];
}

const ofSeverity = ({ findings }: SynthSummary, severity: Severity): Finding[] =>
  findings.filter((finding) => finding.severity === severity);

const sentence = ({ rule, message, construct }: Finding): string =>
  `${rule}: ${message}${construct === undefined ? '' : ` [${construct}]`}`;

const count = (many: number, noun: string, suffix = ''): string => `${many} ${noun}${many === 1 ? '' : 's'}${suffix}`;

const listed = (title: string, lines: readonly string[]): string[] =>
  lines
    .filter((line) => line !== '')
    .map((line, at) => `  ${at === 0 ? `${title}: ` : ' '.repeat(title.length + 2)}${line}`);
