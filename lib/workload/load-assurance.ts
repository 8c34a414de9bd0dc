import type * as assurance from '../assurance';

/** Judges take longer to load than the rest of the library, so only a program that is rendered or waives something does. */
export const loadAssurance = (): typeof assurance =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make synthesis asynchronous
  require('../assurance') as typeof assurance;
