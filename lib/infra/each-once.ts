import { errors } from './errors';

/**
 * Checks a list whose entries become names of constructs or of resources.
 * @param property what the list is for, as messages name it
 * @returns the list
 * @throws if an entry is there twice
 */
export function requireEachOnce<T extends string | number>(property: string, entries: readonly T[]): readonly T[] {
  const twice = entries.find((entry, at) => entries.indexOf(entry) !== at);
  if (twice !== undefined) throw errors.duplicate(property, String(twice));
  return entries;
}
