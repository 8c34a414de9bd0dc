import { createHash } from 'node:crypto';
import { type DocumentSet } from '../document-set';
import { isFields } from '../fields';

/**
 * @returns SHA-256 in hex over what the documents say: whatever the order, formatting and files they are written in, so
 * that whoever signs a report can tell later which documents it was about
 */
export function documentDigest({ documents }: DocumentSet): string {
  const digests = documents.map((document) => sha256(JSON.stringify(withSortedKeys(document)))).sort();
  return sha256(digests.join('\n'));
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isFields(value)) return value;
  const keys = Object.keys(value).sort();
  return keys.map((key) => [key, withSortedKeys(value[key])]);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
