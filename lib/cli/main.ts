#!/usr/bin/env node
import { redacted } from '../redaction';
import { ExitCode } from './exit-code';
import { processEnvironment } from './process-environment';
import { runCommandLine } from './program';

// whoever reads may stop before the end, as `head` does
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

runCommandLine(process.argv.slice(2), processEnvironment()).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`secure-llm: ${redacted(text)}\n`);
    process.exitCode = ExitCode.USAGE;
  },
);
