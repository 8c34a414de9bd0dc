/** A value that was to be replaced before anything is written. */
export interface Placeholder {
  /** JSON pointer to it. */
  readonly pointer: string;
  /** The value, shortened. */
  readonly value: string;
}

/**
 * Starts of unresolved tokens: cdktf's for strings, lists and maps (cdktf/lib/tokens/private/encoding), those of AWS CDK,
 * and what JavaScript makes of an object in a string.
 */
const MARKERS = ['${TfToken[', '#{TfToken[', '&{TfToken[', '${Token[', '#{Token[', '[object Object]'];

/** cdktf writes number tokens as doubles below this; no real quantity comes near it. */
const NUMBER_TOKEN_BELOW = -1e280;

/** All placeholders in the keys and values of a document. */
export function placeholders(value: unknown, pointer = ''): Placeholder[] {
  if (typeof value === 'string') {
    return MARKERS.some((marker) => value.includes(marker)) ? [{ pointer, value: value.slice(0, 80) }] : [];
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) && value > NUMBER_TOKEN_BELOW ? [] : [{ pointer, value: String(value) }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...placeholders(key, here), ...placeholders(inner, here)];
  });
}
