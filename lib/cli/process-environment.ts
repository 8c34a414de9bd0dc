import { spawn } from 'node:child_process';
import { type CliEnvironment, type ProgramResult } from './environment';

/** @returns the environment of the process that runs the command */
export function processEnvironment(): CliEnvironment {
  return {
    folder: process.cwd(),
    variables: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readInput,
    today: () => new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    run,
  };
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function run(program: string, args: readonly string[], input = ''): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    // a program that ends before it has read everything closes the pipe; its exit code tells the story
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
