/** How a command ends, for scripts. */
export enum ExitCode {
  /** Nothing is wrong. */
  FINE = 0,
  /** What was looked at is not in order. */
  FINDINGS = 1,
  /** The call is wrong, or something could not be read. */
  USAGE = 2,
}
