import { errors } from './errors';

/** A reason shorter than this says nothing that a reviewer could judge. */
const SHORTEST_REASON_CHARACTERS = 20;

/**
 * @returns the reason, trimmed
 * @throws if it is too short to be one
 */
export function checkedReason(field: string, reason: string): string {
  const trimmed = reason.trim();
  if (trimmed.length < SHORTEST_REASON_CHARACTERS)
    throw errors.reasonTooShort(field, reason, SHORTEST_REASON_CHARACTERS);
  return trimmed;
}
