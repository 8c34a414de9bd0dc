import { type App } from 'cdk8s';
import { JudgedProgram } from 'cdk8s-secure-llm';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the report of each program into the folder; of several, each into a folder of its own with its number. Synthesis has
 * no clock, so no report names a day.
 */
export async function writeReports(programs: readonly App[], folder: string, title: string): Promise<void> {
  for (const [index, program] of programs.entries()) {
    const own = programs.length === 1 ? folder : join(folder, String(index + 1));
    mkdirSync(own, { recursive: true });
    const files = await JudgedProgram.of(program).report({ title });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  }
}
