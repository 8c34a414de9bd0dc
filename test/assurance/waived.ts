import { type KubernetesDocument } from '../../lib/assurance';

/** A waiver that is in order until the end of January. */
export const GOOD = {
  reason: 'the vendor image starts as root and drops its rights',
  evidence: 'https://tickets.example/42',
  owner: 'platform-team',
  expires: '2027-01-31',
};

/** The document with a waiver on it. */
export function waived(document: KubernetesDocument, rule: string, waiver: unknown = GOOD): KubernetesDocument {
  const text = typeof waiver === 'string' ? waiver : JSON.stringify(waiver);
  const annotations = { ...document.metadata.annotations, [`secure-llm.dev/waiver.${rule}`]: text };
  return { ...document, metadata: { ...document.metadata, annotations } };
}
