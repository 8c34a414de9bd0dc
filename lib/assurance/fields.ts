/** A map of fields that nobody has checked. */
export interface Fields {
  readonly [field: string]: unknown;
}

const NONE: Fields = Object.freeze({});

/** @returns the value as a map; an empty one if it is absent or something else, as an API type with no field set */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NONE;
}

/** Whether the value is a map. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the value as a list; an empty one if it is absent or something else */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** @returns the entries of the list that are texts */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((entry): entry is string => typeof entry === 'string');
}

/** @returns the text, or nothing if the value is something else */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** @returns what stands at the end of the path, or nothing */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, field) => (isFields(inner) && Object.hasOwn(inner, field) ? inner[field] : undefined),
    value,
  );
}
