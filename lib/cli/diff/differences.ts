import { isFields } from '../../assurance/fields';

/**
 * @param path where the two values are
 * @returns paths at which they differ; a list of another length differs as a whole
 */
export function differences(before: unknown, after: unknown, path = ''): string[] {
  if (isFields(before) && isFields(after)) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return fields.flatMap((field) =>
      differences(before[field], after[field], path === '' ? field : `${path}.${field}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((entry, at) => differences(entry, after[at], `${path}[${at}]`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
}
