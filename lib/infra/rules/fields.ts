/** Arguments and blocks by name. */
export interface Fields {
  readonly [name: string]: unknown;
}

/** Whether the value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every block of that name: JSON writes a single one as an object, several as a list. */
export function blocksOf(fields: Fields | undefined, name: string): Fields[] {
  const value = fields?.[name];
  return (Array.isArray(value) ? value : [value]).filter(isFields);
}

/** The first block of that name. */
export function blockOf(fields: Fields | undefined, name: string): Fields | undefined {
  return blocksOf(fields, name)[0];
}

/** The list of that name, empty where there is none. */
export function listOf(fields: Fields | undefined, name: string): readonly unknown[] {
  const value = fields?.[name];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Whether an argument is there and says something. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Whether an argument is true, also as the text that HCL converts. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
