import type * as assurance from '../assurance';
import type * as report from '../assurance/report';

/** Judges take longer to load than the rest of the library, so only a program that is rendered or waives something does. */
export const loadAssurance = (): typeof assurance =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make synthesis asynchronous
  require('../assurance') as typeof assurance;

/** Only a program that asks for its report loads what writes it. */
export const loadReport = (): typeof report =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  require('../assurance/report') as typeof report;
