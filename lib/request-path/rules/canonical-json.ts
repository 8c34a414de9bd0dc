/** Sorts by code point, so that other languages that sort strings agree. */
export const byCodePoint = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right)); // UTF-8 keeps the order of code points, UTF-16 does not

/**
 * JSON with one spelling per value: keys sorted by code point, no white space, no trailing newline. The guard compares
 * a digest of these bytes, so two programs that mean the same rules must write the same bytes.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};
