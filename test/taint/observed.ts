import { App } from 'cdk8s';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JudgedProgram } from '../../lib';
import { tracesOf } from '../redaction/credential-arbitrary';

/** All that anybody gets to see of a program: files, reports, what was printed, and every error with its stack and causes. */
export interface Observed {
  /** Texts, by what they are. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether the program was refused. */
  readonly refused: boolean;
}

/** Runs a program of the Kubernetes API as a user does: files are written, and a report of what they would be. */
export async function observed(program: (app: App) => void): Promise<Observed> {
  const outdir = mkdtempSync(join(tmpdir(), 'taint-'));
  const app = new App({ outdir });
  try {
    const texts = await capturing(async (texts) => {
      program(app);
      // first, because it says all that is wrong, and synthesis stops at the first thing that is
      for (const [name, text] of Object.entries(await reportOf(app))) texts.set(name, text);
      app.synth();
    });
    for (const file of readdirSync(outdir)) texts.set(`file ${file}`, readFileSync(join(outdir, file), 'utf8') + file);
    return { texts, refused: texts.has('error') };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Runs something; says what it printed, how it failed if it did, and whatever it put into the map. */
export async function capturing(run: (texts: Map<string, string>) => unknown): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  let printed = '';
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((chunk) => {
      printed += String(chunk);
      return true;
    }),
  );
  try {
    await run(texts);
  } catch (error) {
    texts.set('error', errorText(error));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return texts.set('log', printed);
}

/** The names of the texts in which the secret, or a good part of it, stands. */
export function leaks({ texts }: Pick<Observed, 'texts'>, secret: string): string[] {
  return [...texts].filter(([, text]) => tracesOf(secret).some((trace) => text.includes(trace))).map(([name]) => name);
}

async function reportOf(app: App): Promise<Readonly<Record<string, string>>> {
  try {
    return await JudgedProgram.of(app).report();
  } catch (error) {
    return { 'error of the report': errorText(error) };
  }
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : errorText(error.cause);
  return [error.name, error.message, error.stack, JSON.stringify(error), cause].join('\n');
}
