import { Command, CommanderError } from 'commander';
import { registerCheck } from './check/check-command';
import { registerDiff } from './diff/diff-command';
import { registerDoctor } from './doctor/doctor-command';
import { redacted } from '../redaction';
import { type CliEnvironment } from './environment';
import { UsageError } from './errors';
import { ExitCode } from './exit-code';
import { registerImages } from './images/images-command';
import { packageVersion } from './package-version';
import { type RegisterCommand } from './register-command';
import { registerReport } from './report/report-command';

const COMMANDS: readonly RegisterCommand[] = [
  registerCheck,
  registerDiff,
  registerImages,
  registerReport,
  registerDoctor,
];

/**
 * Runs one call of `secure-llm`. Manifests hold credentials; none that can be told by its form is printed.
 *
 * @param args what stands after the name of the command
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[], given: CliEnvironment): Promise<ExitCode> {
  let code = ExitCode.FINE;
  const environment: CliEnvironment = {
    ...given,
    out: (text) => given.out(redacted(text)),
    err: (text) => given.err(redacted(text)),
  };
  const program = new Command('secure-llm')
    .description(
      'Judges Kubernetes objects, compares and reports on them, locks their images to digests, and asks clusters for what they need.',
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeOut: (text) => environment.out(text), writeErr: (text) => environment.err(text) });
  for (const register of COMMANDS) register(program, environment, (ended) => (code = ended));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // what is wrong with the call was written already, and so was the help that was asked for
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.FINE : ExitCode.USAGE;
    if (!(error instanceof UsageError)) throw error;
    environment.err(`secure-llm: ${error.message}\n`);
    return ExitCode.USAGE;
  }
}
