import { AnnotationKey } from './labels';

/**
 * Waves in which kinds are applied. What others need in order to be admitted or to start comes first; isolation comes
 * before anything that runs.
 */
const WAVES: Readonly<Record<string, number>> = {
  CustomResourceDefinition: -60,
  Namespace: -50,
  NetworkPolicy: -40,
  ResourceQuota: -30,
  LimitRange: -30,
  ServiceAccount: -20,
  Role: -20,
  RoleBinding: -20,
  SecretStore: -15,
  Issuer: -15,
  ConfigMap: -10,
  ExternalSecret: -10,
  SecretProviderClass: -10,
  Certificate: -10,
  Secret: -10,
  PersistentVolumeClaim: -10,
  Service: -5,
  PodDisruptionBudget: -5,
  PodTemplate: -5,
  // before the workload that answers it runs, a webhook only refuses
  MutatingWebhookConfiguration: 10,
  ValidatingWebhookConfiguration: 10,
};
const WORKLOADS = 0;

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: { readonly [key: string]: string } };
}

/**
 * Sorts the documents by wave, kind and name, and writes the wave on each, where its author has set none. The order in
 * which constructs are declared leaves no trace; to move an object, set its wave.
 */
export function inApplyOrder(documents: readonly object[]): object[] {
  return (documents as readonly Document[])
    .map((document) => ({ document, wave: waveOf(document) }))
    .sort((a, b) => a.wave - b.wave || compare(key(a.document), key(b.document)))
    .map(({ document, wave }) => ({
      ...document,
      metadata: {
        ...document.metadata,
        annotations: sortedByKey({ ...document.metadata.annotations, [AnnotationKey.APPLY_ORDER]: String(wave) }),
      },
    }));
}

function key({ kind, metadata }: Document): string {
  return `${kind} ${metadata.name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function waveOf({ kind, metadata }: Document): number {
  const chosen = Number(metadata.annotations?.[AnnotationKey.APPLY_ORDER] ?? NaN);
  return Number.isInteger(chosen) ? chosen : (WAVES[kind] ?? WORKLOADS);
}

function sortedByKey(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => compare(a, b)));
}
