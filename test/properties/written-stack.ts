import { App } from 'cdk8s';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SecureLlm, type SecureLlmProps } from '../../lib';

/** Names and bytes of the files that a program writes. */
export type WrittenFiles = ReadonlyMap<string, string>;

/** Runs a program against an empty folder; says what it left there, and how it failed if it did. */
export function written(program: (app: App) => void): { readonly files: WrittenFiles; readonly error?: Error } {
  const outdir = mkdtempSync(join(tmpdir(), 'written-stack-'));
  let error: Error | undefined;
  try {
    const app = new App({ outdir });
    program(app);
    app.synth();
  } catch (thrown) {
    error = thrown as Error;
  }
  const files = new Map(readdirSync(outdir).map((name) => [name, readFileSync(join(outdir, name), 'utf8')]));
  rmSync(outdir, { recursive: true });
  return { files, error };
}

/** The files of a stack called `assistant`. */
export function writtenStack(props: SecureLlmProps): WrittenFiles {
  const { files, error } = written((app) => new SecureLlm(app, 'assistant', props));
  if (error) throw error;
  return files;
}

/** Every document of the files. */
export const documentsOf = (files: WrittenFiles): object[] =>
  [...files.values()].flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as object));
