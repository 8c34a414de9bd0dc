const FACTORS: { readonly [suffix: string]: number } = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity as a number of cores or bytes; undefined if it is none, or not above 0. */
export function quantity(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const [, number, suffix] = /^(\d+(?:\.\d+)?)([a-zA-Z]{0,2})$/.exec(text) ?? [];
  const factor = suffix === undefined || !Object.hasOwn(FACTORS, suffix) ? undefined : FACTORS[suffix];
  if (number === undefined || factor === undefined) return undefined;
  const amount = Number(number) * factor;
  return amount > 0 ? amount : undefined;
}
