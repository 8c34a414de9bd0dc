import { timeZoneUnknown } from '../errors';
import { TIME_ZONES } from './time-zone-names';

/**
 * The list is part of this package: what `Intl` knows depends on the Node that synthesizes, and a program must not be right on one machine
 * and wrong on another.
 * @throws if the name is not in the IANA database, in this spelling
 */
export function checkedTimeZone(timeZone: string, path: string): string {
  if (!TIME_ZONES.has(timeZone)) throw timeZoneUnknown(timeZone, path);
  return timeZone;
}
