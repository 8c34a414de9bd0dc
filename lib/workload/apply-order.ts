import { AnnotationKey } from './labels';

/**
 * Waves in which kinds are applied. What others need in order to be admitted or to start comes first; isolation comes
 * before anything that runs.
 */
const WAVES: Readonly<Record<string, number>> = {
  Namespace: -50,
  NetworkPolicy: -40,
  ResourceQuota: -30,
  LimitRange: -30,
  ServiceAccount: -20,
  Role: -20,
  RoleBinding: -20,
  ConfigMap: -10,
  Secret: -10,
  PersistentVolumeClaim: -10,
  Service: -5,
  PodDisruptionBudget: -5,
};
const WORKLOADS = 0;

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: { readonly [key: string]: string } };
}

/** Sorts the documents by wave and writes the wave on each, where its author has set none; otherwise keeps their order. */
export function inApplyOrder(documents: readonly object[]): object[] {
  return (documents as readonly Document[])
    .map((document) => ({ document, wave: waveOf(document) }))
    .sort((a, b) => a.wave - b.wave)
    .map(({ document, wave }) => ({
      ...document,
      metadata: {
        ...document.metadata,
        annotations: sortedByKey({ ...document.metadata.annotations, [AnnotationKey.APPLY_ORDER]: String(wave) }),
      },
    }));
}

function waveOf({ kind, metadata }: Document): number {
  const chosen = Number(metadata.annotations?.[AnnotationKey.APPLY_ORDER] ?? NaN);
  return Number.isInteger(chosen) ? chosen : (WAVES[kind] ?? WORKLOADS);
}

function sortedByKey(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)));
}
