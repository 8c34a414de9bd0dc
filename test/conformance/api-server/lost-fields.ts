/** Fields that the API keeps as plain values, not as pointers: written as zero they are stored as absent, which means the same. */
const ABSENT_WHEN_ZERO = new Set(['initialDelaySeconds', 'readOnly']);

/**
 * Finds what was written and is not stored: the API server drops a field whose feature it does not have, without a word.
 * Values are not compared, because the server may write a quantity in another way.
 *
 * @returns paths such as `.spec.template.spec.hostUsers`
 */
export function lostFields(written: unknown, stored: unknown, path = ''): string[] {
  if (typeof written !== 'object' || written === null) return stored === undefined ? [path] : [];
  if (typeof stored !== 'object' || stored === null) return [path];
  return Object.entries(written).flatMap(([key, value]) => {
    if (ABSENT_WHEN_ZERO.has(key) && (value === 0 || value === false)) return [];
    return lostFields(value, (stored as Readonly<Record<string, unknown>>)[key], `${path}.${key}`);
  });
}
