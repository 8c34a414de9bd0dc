import unit from './jest.config.mjs';

/** The real components: one part at a time, because they share two cores. */
export default {
  ...unit,
  testMatch: ['<rootDir>/test/conformance/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  coverageThreshold: undefined,
  maxWorkers: 1,
  testTimeout: 20 * 60 * 1000,
  reporters: ['default', ['<rootDir>/test/counts/count-reporter.mjs', { name: 'conformance' }]],
};
