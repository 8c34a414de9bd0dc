/** How many tests ended how; the format of the files in reports/counts/. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Reads the totals of a JUnit report, which pytest writes.
 *
 * @throws when the text has no test suite
 */
export function junitCounts(xml: string): TestCounts {
  const suites = [...xml.matchAll(/<testsuite\s([^>]*)>/g)].map(([, attributes = '']) => attributes);
  if (suites.length === 0) throw new Error('the JUnit report has no test suite');
  const total = (name: string): number =>
    suites.reduce((sum, attributes) => sum + Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0), 0);
  const failed = total('failures') + total('errors');
  const skipped = total('skipped');
  return { passed: total('tests') - failed - skipped, failed, skipped };
}
