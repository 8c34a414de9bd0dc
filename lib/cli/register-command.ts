import { type Command } from 'commander';
import { type CliEnvironment } from './environment';
import { type ExitCode } from './exit-code';

/**
 * Adds a command to the program.
 * @param end is told how the command ends; a command that does not call it ends well
 */
export type RegisterCommand = (program: Command, environment: CliEnvironment, end: (code: ExitCode) => void) => void;
