/** `npm run synth`: every example's YAML into dist/<example>/, the Terraform JSON of the one that has some into cdktf.out/, its report into reports/<example>/, with a summary. Exit code 1 when one of them fails. */
import { join, relative, resolve } from 'node:path';
import { findExamples } from './example';
import { formatSummary } from './synth-summary';
import { formatTerraformSummary } from './terraform-summary';
import { synthesizeExample } from './synthesize-example';

const root = resolve(__dirname, '..');
const folders = { dist: join(root, 'dist'), terraform: join(root, 'cdktf.out'), reports: join(root, 'reports') };

async function main(): Promise<void> {
  const examples = findExamples(join(root, 'examples'));
  if (examples.length === 0) throw new Error('there is no examples/*/main.ts to synthesize');
  for (const example of examples) {
    try {
      const { kubernetes, terraform } = await synthesizeExample(example, folders);
      if (kubernetes) {
        console.log(formatSummary(example.name, `${relative(root, join(folders.dist, example.name))}/`, kubernetes));
      }
      if (terraform) {
        console.log(formatTerraformSummary(example.name, `${relative(root, folders.terraform)}/`, terraform));
      }
    } catch (error) {
      console.error(
        `${example.name}: ${error instanceof Error ? error.message : String(error)}; nothing was written for it`,
      );
      process.exitCode = 1;
    }
  }
}

void main();
