import { redacted } from './credential-shapes';

/**
 * Every error of this library. A message names the value that is wrong, and the value may be a credential that stands in the
 * wrong place: none gets into a message, so none gets into a terminal, a build log or a ticket.
 */
export function refusal(message: string): Error {
  const error = new Error(redacted(message));
  Error.captureStackTrace(error, refusal);
  return error;
}
