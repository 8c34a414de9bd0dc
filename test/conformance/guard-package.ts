import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part } from './part';
import { runCommand } from './run-command';
import { junitCounts, type TestCounts } from './test-counts';
import { GUARD_FOLDER, guardVenv } from './tools/guard-venv/guard-venv';

/** The guard's own lint, types and tests, with the versions that its image pins. */
export function guardPackagePart(countsFile: string): Part {
  return {
    name: 'guard-package',
    async run(held) {
      const { python } = await guardVenv();
      const module = (...args: string[]): Promise<number> =>
        runCommand(python, ['-m', ...args], { cwd: GUARD_FOLDER, held });
      const temporary = mkdtempSync(join(tmpdir(), 'guard-package-'));
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
