import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeTerraform, TerraformDocument, terraformReportFiles } from '../lib/infra';
import { type StackJson } from './terraform-summary';

/** Writes what the rules say about stacks into the folder, as a page, as JSON and as SARIF. Synthesis has no clock, so no report names a day. */
export function writeTerraformReport(stacks: ReadonlyMap<string, StackJson>, folder: string, title: string): void {
  const judgement = judgeTerraform([...stacks].map(([name, content]) => TerraformDocument.of(name, content)));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of terraformReportFiles(judgement, { title })) writeFileSync(join(folder, name), text);
}
