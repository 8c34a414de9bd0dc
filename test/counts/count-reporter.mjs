import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/**
 * A jest reporter that writes `reports/counts/<name>.json` (`{ passed, failed, skipped }`), from which CI sums what really ran.
 * A test file that could not be loaded counts as one failed test, because none of its tests is counted.
 */
export default class CountReporter {
  constructor(globalConfig, { name }) {
    this.folder = join(globalConfig.rootDir, 'reports/counts');
    // every part of the conformance suite is a run of its own under one configuration
    this.name = process.env.COUNTS_NAME ?? name;
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, `${this.name}.json`), `${JSON.stringify(counts)}\n`);
  }
}
