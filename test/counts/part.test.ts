import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jestFolders, selectParts, type Part } from '../conformance/part';
import { junitCounts } from '../conformance/test-counts';

const part = (name: string): Part => ({ name, run: () => Promise.resolve(0) });
const parts = ['api-server', 'guard'].map(part);

test('without a name every part is run', () => {
  expect(selectParts(parts, [])).toEqual(parts);
});

test('a part that must be named is run when it is, and else not', () => {
  const all = [...parts, { ...part('everything'), onlyByName: true }];
  expect(selectParts(all, [])).toEqual(parts);
  expect(selectParts(all, ['everything']).map(({ name }) => name)).toEqual(['everything']);
});

test('with names only those are run, in the order of the suite', () => {
  expect(selectParts(parts, ['guard', 'api-server']).map(({ name }) => name)).toEqual(['api-server', 'guard']);
});

test('a name that no part has is an error which lists the parts, so that a typo is no green run', () => {
  expect(() => selectParts(parts, ['gaurd'])).toThrow('there is no part gaurd; parts are: api-server, guard');
});

test('a folder is a part when it holds a test, however deep', () => {
  const suite = mkdtempSync(join(tmpdir(), 'suite-'));
  try {
    mkdirSync(join(suite, 'b/deep'), { recursive: true });
    mkdirSync(join(suite, 'a'));
    mkdirSync(join(suite, 'no-test'));
    writeFileSync(join(suite, 'b/deep/b.test.ts'), '');
    writeFileSync(join(suite, 'a/a.test.ts'), '');
    writeFileSync(join(suite, 'no-test/fixture.ts'), '');
    expect(jestFolders(suite)).toEqual(['a', 'b']);
  } finally {
    rmSync(suite, { recursive: true });
  }
});

test('the totals of a JUnit report are what passed, what failed or raised, and what was skipped', () => {
  const xml =
    '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.5">' +
    '<testcase name="a" time="0.1"/></testsuite></testsuites>';
  expect(junitCounts(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 });
});

test('a report without a test suite is an error', () => {
  expect(() => junitCounts('<testsuites/>')).toThrow('no test suite');
});
