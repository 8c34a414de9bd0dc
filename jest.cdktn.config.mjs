import unit from './jest.config.mjs';

/** The same tests of the Terraform side on cdktf's successor, as a user has it with `npm i cdktf@npm:cdktn`. */
export default {
  ...unit,
  testMatch: ['<rootDir>/test/infra/oke-foundation.test.ts', '<rootDir>/examples/oke/*.test.ts'],
  moduleNameMapper: { ...unit.moduleNameMapper, '^cdktf(/.*)?$': '<rootDir>/node_modules/cdktn$1' },
  globals: { CDKTF_PACKAGE: 'cdktn' },
  coverageThreshold: undefined,
  reporters: ['default', ['<rootDir>/test/counts/count-reporter.mjs', { name: 'cdktn' }]],
};
