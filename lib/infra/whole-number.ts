import { errors } from './errors';

/**
 * Checks a number that the API would refuse late.
 * @param property what the value is for, as messages name it
 * @returns the value
 * @throws if it is not whole or out of the range, both ends included
 */
export function requireWhole(property: string, value: number, low: number, high: number, unit: string): number {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw errors.outOfRange(property, value, low, high, unit);
  }
  return value;
}
