import { createHash } from 'node:crypto';

/** The first 10 hexadecimal digits of the SHA-256 of a JSON value, whatever the order of its keys. */
export function contentHash(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return createHash('sha256').update(sorted).digest('hex').slice(0, 10);
}
