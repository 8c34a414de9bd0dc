import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What an example writes, by file name.
 *
 * @param folder of the example
 * @param settings environment variables that its program reads, beside where to write
 */
export function synthesizedExample(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const before = { ...process.env };
  Object.assign(process.env, settings, { CDK8S_OUTDIR: outdir });
  try {
    jest.isolateModules(() => {
      jest.requireActual(join(folder, 'main'));
    });
    return Object.fromEntries(
      readdirSync(outdir)
        .sort()
        .map((file) => [file, readFileSync(join(outdir, file), 'utf8')]),
    );
  } finally {
    process.env = before;
    rmSync(outdir, { recursive: true });
  }
}

/** All files in one text, as golden files have it. */
export function inOneFile(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([file, text]) => `# ${file}\n---\n${text.trimEnd()}\n`)
    .join('---\n');
}
