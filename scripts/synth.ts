/** `npm run synth`: every example's YAML into dist/<example>/, with a summary. Exit code 1 when one of them fails. */
import { join, relative, resolve } from 'node:path';
import { findExamples } from './example';
import { formatSummary } from './synth-summary';
import { synthesizeExample } from './synthesize-example';

const root = resolve(__dirname, '..');
const dist = join(root, 'dist');

async function main(): Promise<void> {
  const examples = findExamples(join(root, 'examples'));
  if (examples.length === 0) throw new Error('there is no examples/*/main.ts to synthesize');
  for (const example of examples) {
    try {
      const summary = await synthesizeExample(example, dist);
      console.log(formatSummary(example.name, `${relative(root, join(dist, example.name))}/`, summary));
    } catch (error) {
      console.error(
        `${example.name}: ${error instanceof Error ? error.message : String(error)}; nothing was written for it`,
      );
      process.exitCode = 1;
    }
  }
}

void main();
