/**
 * Finds what was written and is not stored: the API server drops a field whose feature it does not have, without a word.
 * Values are not compared, because the server may write a quantity in another way.
 *
 * @returns paths such as `.spec.template.spec.hostUsers`
 */
export function lostFields(written: unknown, stored: unknown, path = ''): string[] {
  if (typeof written !== 'object' || written === null) return stored === undefined ? [path] : [];
  if (typeof stored !== 'object' || stored === null) return [path];
  return Object.entries(written).flatMap(([key, value]) =>
    lostFields(value, (stored as Readonly<Record<string, unknown>>)[key], `${path}.${key}`),
  );
}
