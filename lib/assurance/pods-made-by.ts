import { type KubernetesDocument } from './document';

/** On a PodTemplate: the user that makes pods of that shape at run time. */
const PODS_MADE_BY = 'secure-llm.dev/pods-made-by';

/** @returns who makes pods of the shape that the PodTemplate shows, if anybody does */
export function podsMadeBy({ kind, metadata }: KubernetesDocument): string | undefined {
  return kind === 'PodTemplate' ? metadata.annotations?.[PODS_MADE_BY] : undefined;
}
