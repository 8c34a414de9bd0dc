import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { guardPackagePart } from './guard-package';
import { jestFolders, selectParts, type Part } from './part';
import { runCommand } from './run-command';
import { type TestCounts } from './test-counts';

/**
 * `npm run conformance [-- part …]`: the real components. Parts run one after the other because they share two cores; each
 * leaves its counts in reports/counts/, and one that leaves none could not be run.
 */
const root = resolve(__dirname, '../..');
const countsName = (part: string): string => `conformance-${part}`;
const countsFile = (part: string): string => join(root, 'reports/counts', `${countsName(part)}.json`);

async function main(): Promise<void> {
  const all = [
    ...jestFolders(__dirname).map((folder) => jestPart(folder)),
    guardPackagePart(countsFile('guard-package')),
    { ...jestPart('oracles', 'oracles-full', { ORACLE_CLUSTERS: '10000' }), onlyByName: true },
  ];
  const parts = selectParts(all, process.argv.slice(2));
  mkdirSync(join(root, 'reports/counts'), { recursive: true });
  if ((await runCommand('npm', ['run', 'synth'], { cwd: root })) !== 0) throw new Error('synthesis failed');
  for (const part of parts) {
    if (!(await passes(part))) process.exitCode = 1;
  }
}

/** @param env what the tests of the folder are told. @default nothing */
function jestPart(folder: string, name = folder, env: Readonly<Record<string, string>> = {}): Part {
  const args = ['jest', '-c', 'jest.conformance.config.mjs', '--runInBand', `test/conformance/${folder}/`];
  return { name, run: () => runCommand('npx', args, { cwd: root, env: { ...env, COUNTS_NAME: countsName(name) } }) };
}

/** Runs a part and says how it went. In CI a skipped test is a failure: nobody would read of it. */
async function passes(part: Part): Promise<boolean> {
  const file = countsFile(part.name);
  rmSync(file, { force: true });
  const started = Date.now();
  const say = (outcome: string): void =>
    console.log(`--- ${part.name}: ${outcome}, ${Math.round((Date.now() - started) / 1000)} s\n`);
  console.log(`--- ${part.name}`);
  try {
    const code = await part.run();
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
