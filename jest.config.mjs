/** Unit tests: Node and the npm registry only. The real components run under jest.conformance.config.mjs. */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/conformance/', '<rootDir>/test/package/'],
  setupFiles: ['<rootDir>/test/setup/fast-check-seed.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    // an ES module, which Node can require and jest on the oldest supported Node cannot
    '/@marcbachmann/cel-js/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!@marcbachmann/cel-js/)'],
  moduleNameMapper: {
    '^cdk8s-secure-llm$': '<rootDir>/lib/index.ts',
    '^cdk8s-secure-llm/policies$': '<rootDir>/lib/assurance/index.ts',
    '^cdk8s-secure-llm/infra$': '<rootDir>/lib/infra/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
  collectCoverageFrom: ['lib/**/*.ts', '!lib/infra/bindings/**'],
  reporters: ['default', ['<rootDir>/test/counts/count-reporter.mjs', { name: 'unit' }]],
  coverageThreshold: { global: { statements: 95, branches: 90, functions: 95, lines: 95 } },
};
