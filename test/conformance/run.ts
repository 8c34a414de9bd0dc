import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jestFolders, selectParts, type Part } from './part';
import { guardPackagePart, pipelineStepsPackagePart } from './python-package';
import { runCommand } from './run-command';
import { sideBySide } from './side-by-side';
import { type TestCounts } from './test-counts';

/**
 * `npm run conformance [-- part …]`: the real components. Each part leaves its counts in reports/counts/, and one that leaves
 * none could not be run. Two parts run at a time, one for each core, but for those that start a node or measure.
 */
const PARTS_AT_ONCE = 2;
const ALONE = ['assurance', 'cluster', 'guard', 'operators', 'oracles-full', 'releases', 'stack'];
const root = resolve(__dirname, '../..');
const countsName = (part: string): string => `conformance-${part}`;
const countsFile = (part: string): string => join(root, 'reports/counts', `${countsName(part)}.json`);

async function main(): Promise<void> {
  const all = [
    ...jestFolders(__dirname).map((folder) => jestPart(folder)),
    guardPackagePart(countsFile('guard-package')),
    pipelineStepsPackagePart(countsFile('pipeline-steps-package')),
    { ...jestPart('oracles', 'oracles-full', { ORACLE_CLUSTERS: '10000' }), onlyByName: true },
  ];
  const parts = selectParts(all, process.argv.slice(2));
  mkdirSync(join(root, 'reports/counts'), { recursive: true });
  if ((await runCommand('npm', ['run', 'synth'], { cwd: root })) !== 0) throw new Error('synthesis failed');
  const alone = parts.filter(({ name }) => ALONE.includes(name));
  const together = parts.filter((part) => !alone.includes(part));
  const tasks = together.map((part) => () => passes(part, together.length > 1));
  const passed = await sideBySide(tasks, PARTS_AT_ONCE);
  for (const part of alone) passed.push(await passes(part, false));
  if (passed.includes(false)) process.exitCode = 1;
}

/** @param env what the tests of the folder are told. @default nothing */
function jestPart(folder: string, name = folder, env: Readonly<Record<string, string>> = {}): Part {
  const args = ['jest', '-c', 'jest.conformance.config.mjs', '--runInBand', `test/conformance/${folder}/`];
  return {
    name,
    run: (held) => runCommand('npx', args, { cwd: root, env: { ...env, COUNTS_NAME: countsName(name) }, held }),
  };
}

/** Runs a part and says how it went. In CI a skipped test is a failure: nobody would read of it. */
async function passes(part: Part, held: boolean): Promise<boolean> {
  const file = countsFile(part.name);
  rmSync(file, { force: true });
  const started = Date.now();
  const say = (outcome: string): void =>
    console.log(`--- ${part.name}: ${outcome}, ${Math.round((Date.now() - started) / 1000)} s\n`);
  console.log(`--- ${part.name}`);
  try {
    const code = await part.run(held);
    const { passed, failed, skipped } = JSON.parse(readFileSync(file, 'utf8')) as TestCounts;
    say(`${passed} passed, ${failed} failed, ${skipped} skipped, exit code ${code}`);
    return code === 0 && failed === 0 && passed > 0 && (skipped === 0 || process.env['CI'] !== 'true');
  } catch (error) {
    say(`could not be run: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
