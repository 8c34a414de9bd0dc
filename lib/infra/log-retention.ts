import { errors } from './errors';

/** What OCI Logging keeps logs for, in days. */
const RETENTIONS = [30, 60, 90, 120, 150, 180];

/** @throws if OCI Logging does not know the retention; the longest is the default */
export function requireLogRetention(days = 180): number {
  if (!RETENTIONS.includes(days)) throw errors.logRetention(days, RETENTIONS);
  return days;
}
