/** Fields whose values are amounts: YAML reads `cpu: 1` as a number, the API as the text "1". */
const QUANTITY_MAPS = new Set(['limits', 'requests', 'hard', 'default', 'defaultRequest', 'max', 'min', 'capacity']);
const QUANTITIES = new Set(['sizeLimit', 'divisor', 'averageValue']);
/** Fields that the API types as maps: it keeps an empty struct, and drops an empty map. */
const MAPS = new Set([
  ...QUANTITY_MAPS,
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'data',
  'binaryData',
  'stringData',
]);

/**
 * Turns a document into what CEL sees in an API server: whole numbers are integers, amounts are texts, and what is
 * null, an empty list or an empty map is absent.
 */
export function normalise(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(normalise).filter((entry) => entry !== undefined && entry !== null);
  if (typeof value !== 'object' || value === null) return value;
  return fields(value);
}

function fields(object: object): Record<string, unknown> {
  const normalised: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const field = normaliseField(key, value);
    // defined, not assigned: a document may have a key called __proto__
    if (!isAbsent(key, field))
      Object.defineProperty(normalised, key, { value: field, enumerable: true, configurable: true });
  }
  return normalised;
}

function normaliseField(key: string, value: unknown): unknown {
  if (typeof value === 'number' && QUANTITIES.has(key)) return String(value);
  if (QUANTITY_MAPS.has(key) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const amounts = Object.entries(value).map(([name, amount]) => [
      name,
      typeof amount === 'number' ? String(amount) : (amount as unknown),
    ]);
    return normalise(Object.fromEntries(amounts));
  }
  return normalise(value);
}

function isAbsent(key: string, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return MAPS.has(key) && typeof value === 'object' && Object.keys(value).length === 0;
}
