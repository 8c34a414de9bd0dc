import unit from './jest.config.mjs';

/** The packed tarball as a user installs it; needs the npm registry. */
export default {
  ...unit,
  testMatch: ['<rootDir>/test/package/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  coverageThreshold: undefined,
  maxWorkers: 1,
  testTimeout: 5 * 60 * 1000,
  reporters: ['default', ['<rootDir>/test/counts/count-reporter.mjs', { name: 'package' }]],
};
