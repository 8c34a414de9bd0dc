import { errors } from '../errors';

/** Multipliers of a quantity's suffix as [base, exponent], after Kubernetes' `resource.Quantity`. */
const SUFFIXES: Readonly<Record<string, readonly [bigint, number]>> = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};
const SHAPE = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/;
/** Digits kept after the point; Kubernetes keeps nine of them and rounds what is smaller up. */
const SCALE = 9;

/** An amount of a resource, exact to a billionth, as CEL in Kubernetes compares it. */
export class Quantity {
  /** @throws if the text is no quantity */
  static parse(text: string): Quantity {
    const [, sign, whole = '', fraction = '', exponent, suffix = ''] = SHAPE.exec(text) ?? [];
    if (sign === undefined || whole + fraction === '') throw errors.notAQuantity(text);
    const [base, power] = exponent === undefined ? (SUFFIXES[suffix] ?? [10n, 0]) : [10n, Number(exponent)];
    let numerator = BigInt(whole + fraction) * 10n ** BigInt(SCALE);
    let denominator = 10n ** BigInt(fraction.length);
    if (power >= 0) numerator *= base ** BigInt(power);
    else denominator *= base ** BigInt(-power);
    const billionths = (numerator + denominator - 1n) / denominator;
    return new Quantity(sign === '-' ? -billionths : billionths);
  }

  private constructor(private readonly billionths: bigint) {}

  /** @returns -1, 0 or 1, as this is smaller than, equal to or larger than the other */
  compareTo(other: Quantity): bigint {
    if (this.billionths === other.billionths) return 0n;
    return this.billionths < other.billionths ? -1n : 1n;
  }
}
