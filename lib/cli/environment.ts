/** What a program printed and how it ended. */
export interface ProgramResult {
  /** Exit code. */
  readonly code: number;
  /** Its standard output. */
  readonly stdout: string;
  /** Its standard error. */
  readonly stderr: string;
}

/** Everything that a command takes from outside, so that tests can stand in for it. */
export interface CliEnvironment {
  /** Folder against which paths are read. */
  readonly folder: string;
  /** Environment variables. */
  readonly variables: { readonly [name: string]: string | undefined };
  /** Writes results. */
  out(text: string): void;
  /** Writes what is wrong with the call itself. */
  err(text: string): void;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Today as YYYY-MM-DD: the command has a clock, the library has none. */
  today(): string;
  /**
   * Runs a program without a shell, whatever its exit code.
   * @param input what it reads from its standard input
   * @throws if there is no such program
   */
  run(program: string, args: readonly string[], input?: string): Promise<ProgramResult>;
}
