import { join } from 'node:path';
import { run } from '../../tools/command';
import { kfpPython } from '../../tools/kfp-venv/kfp-venv';
import { type StepImage } from './step-images';

/** What a pipeline is run with. */
export interface LocalRun {
  /** The file with pipeline and platform document. */
  readonly pipeline: string;
  /** Where the artifacts go. */
  readonly root: string;
  /** The run's parameters. */
  readonly arguments: Readonly<Record<string, string | number | boolean>>;
  /** By reference: what runs in place of each image. */
  readonly images: Readonly<Record<string, StepImage>>;
  /** Folders of this machine by the path where a pod has them. @default none */
  readonly mounts?: Readonly<Record<string, string>>;
  /** A program that starts each step, for what only a pod's own file system can show. @default none */
  readonly wrapper?: readonly string[];
}

/** One attempt of a step. */
export interface StepRun {
  readonly command: string;
  readonly code: number;
  readonly output: string;
  readonly arguments: readonly string[];
}

export interface LocalRunResult {
  /** Why the run failed; null when it succeeded. */
  readonly error: string | null;
  /** Every attempt, in the order in which they ended. */
  readonly steps: readonly StepRun[];
  /** Seconds before each retry, which nobody waited for. */
  readonly waits: readonly number[];
}

/** Far more than a run takes, and less than anybody would wait for one that hangs. */
const LIMIT_MILLISECONDS = 5 * 60 * 1000;

/** Runs a pipeline with kfp's local runner. */
export async function runLocally({ mounts = {}, wrapper = [], ...plan }: LocalRun): Promise<LocalRunResult> {
  const input = JSON.stringify({ ...plan, mounts, wrapper });
  const result = await run(await kfpPython(), [join(__dirname, 'run_pipeline.py')], {
    input,
    timeoutMilliseconds: LIMIT_MILLISECONDS,
  });
  return JSON.parse(result) as LocalRunResult;
}

/** The commands that ran, in order, with their exit codes: `train 0`. */
export function ran({ steps }: LocalRunResult): string[] {
  return steps.map(({ command, code }) => `${command} ${code}`);
}

/** The last attempt's argument after an option: where an output is, for example. @throws when the step did not run */
export function argumentOf({ steps }: LocalRunResult, command: string, option: string): string {
  const step = steps.filter((each) => each.command === command).at(-1);
  const value = step?.arguments[step.arguments.indexOf(option) + 1];
  if (value === undefined || !step?.arguments.includes(option))
    throw new Error(`${command} did not run with ${option}`);
  return value;
}
