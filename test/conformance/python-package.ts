import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part } from './part';
import { runCommand } from './run-command';
import { junitCounts, type TestCounts } from './test-counts';
import { GUARD_FOLDER, guardVenv } from './tools/guard-venv/guard-venv';
import { STEPS_FOLDER, stepsVenv } from './tools/steps-venv/steps-venv';

/** A Python package of this repository and what its tests run with. */
interface PythonPackage {
  readonly folder: string;
  /** The interpreter, which has pytest, ruff and mypy. */
  readonly python: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The guard's own lint, types and tests, with the versions that its image pins. */
export const guardPackagePart = (countsFile: string): Part =>
  pythonPackagePart('guard-package', countsFile, async () => {
    const { python } = await guardVenv();
    return { folder: GUARD_FOLDER, python, env: {} };
  });

/** The same of the pipelines' steps, which try rules in the real guard. */
export const pipelineStepsPackagePart = (countsFile: string): Part =>
  pythonPackagePart('pipeline-steps-package', countsFile, async () => {
    const guard = await guardVenv();
    const { packages } = await stepsVenv();
    const path = `${guard.bin}:${process.env['PATH'] ?? ''}`;
    return { folder: STEPS_FOLDER, python: guard.python, env: { PATH: path, PYTHONPATH: packages } };
  });

function pythonPackagePart(name: string, countsFile: string, prepare: () => Promise<PythonPackage>): Part {
  return {
    name,
    async run(held) {
      const { folder, python, env } = await prepare();
      const module = (...args: string[]): Promise<number> =>
        runCommand(python, ['-m', ...args], { cwd: folder, env, held });
      const temporary = mkdtempSync(join(tmpdir(), `${name}-`));
      try {
        const report = join(temporary, 'junit.xml');
        const codes = [
          await module('ruff', 'check', '.'),
          await module('ruff', 'format', '--check', '.'),
          await module('mypy'),
          await module('pytest', '-q', `--junitxml=${report}`),
        ];
        writeFileSync(countsFile, `${JSON.stringify(countsOf(report))}\n`);
        return Math.max(...codes);
      } finally {
        rmSync(temporary, { recursive: true, force: true });
      }
    },
  };
}

/** @throws when pytest ended before it wrote its report */
function countsOf(report: string): TestCounts {
  return junitCounts(readFileSync(report, 'utf8'));
}
