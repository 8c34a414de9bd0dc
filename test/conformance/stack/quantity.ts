const UNITS: Readonly<Record<string, number>> = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** `768Mi` → bytes. */
export function bytes(quantity: string): number {
  const [, number = '', unit = ''] = /^(\d+)([KMG]i)?$/.exec(quantity) ?? [];
  const factor = UNITS[unit];
  if (number === '' || factor === undefined) throw new Error(`not a size in bytes: ${quantity}`);
  return Number(number) * factor;
}

/** `500m` → 0.5. */
export function processors(quantity: string): number {
  const [, number = '', milli = ''] = /^(\d+)(m)?$/.exec(quantity) ?? [];
  if (number === '') throw new Error(`not a number of processors: ${quantity}`);
  return milli === 'm' ? Number(number) / 1000 : Number(number);
}
