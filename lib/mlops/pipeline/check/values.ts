/** Which JSON values are of a parameter's type. */
const FITS: { readonly [type: string]: (value: unknown) => boolean } = {
  STRING: (value) => typeof value === 'string',
  NUMBER_INTEGER: (value) => Number.isSafeInteger(value),
  NUMBER_DOUBLE: (value) => typeof value === 'number' && Number.isFinite(value),
  BOOLEAN: (value) => typeof value === 'boolean',
  LIST: (value) => Array.isArray(value),
  STRUCT: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Types whose values may be any text, so that they can carry what an attacker wrote. */
export const TEXT_TYPES: readonly string[] = ['STRING', 'LIST', 'STRUCT'];

/** Every type that a port may have; the last two are filled in by Kubeflow. */
export const PARAMETER_TYPES: readonly string[] = [...Object.keys(FITS), 'TASK_FINAL_STATUS', 'TASK_CONFIG'];

/** Whether a JSON value is of a parameter's type; none is of a type that Kubeflow itself fills in. */
export function fitsType(value: unknown, type: string): boolean {
  return FITS[type]?.(value) ?? false;
}

/** All texts in a JSON value, the keys of its mappings too. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
