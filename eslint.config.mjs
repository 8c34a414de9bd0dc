import { join } from 'node:path';
import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';
import { importDirection } from './eslint/import-direction.mjs';

/** Rooms of lib/ from the bottom up, and the rooms below that each imports from (imports go downwards only). */
const rooms = {
  // what of a value may be shown in messages and reports
  redaction: [],
  assurance: ['redaction'],
  platform: ['redaction'],
  // the judge of Terraform documents shares the shape of findings and waivers with the judge of Kubernetes documents
  infra: ['platform', 'assurance', 'redaction'],
  // what a finding is, and, loaded only once a program is rendered, the judges: test/package-surface.test.ts keeps it so
  workload: ['platform', 'assurance', 'redaction'],
  access: ['workload', 'platform', 'redaction'],
  validation: ['workload', 'redaction'],
  'request-path': ['workload', 'platform', 'redaction'],
  secrets: ['workload', 'platform', 'redaction'],
  mlops: ['workload', 'platform', 'redaction'],
  'secure-llm': ['request-path', 'secrets', 'mlops', 'workload', 'platform', 'redaction'],
  cli: ['assurance', 'platform', 'workload', 'redaction'],
  index: [
    'secure-llm',
    'access',
    'validation',
    'request-path',
    'secrets',
    'mlops',
    'workload',
    'platform',
    'redaction',
  ],
};
/** Packages that only some rooms may import: users of the Kubernetes API install no Terraform. */
const packages = { cdktf: ['infra'], cdktn: ['infra'], '@cdktf': ['infra'] };

export default tseslint.config(
  {
    ignores: [
      'build/',
      'dist/',
      'cdktf.out/',
      'reports/',
      'coverage/',
      'docs/api/',
      'guard/',
      'pipeline-steps/',
      'lib/infra/bindings/',
      'node_modules/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-console': 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    plugins: { jsdoc, rooms: { rules: { 'import-direction': importDirection } } },
    rules: {
      'rooms/import-direction': ['error', { lib: join(import.meta.dirname, 'lib'), rooms, packages }],
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          contexts: [
            'ExportNamedDeclaration > ClassDeclaration',
            'ExportNamedDeclaration > TSInterfaceDeclaration',
            'ExportNamedDeclaration > TSEnumDeclaration',
            'ExportNamedDeclaration > FunctionDeclaration',
            'TSInterfaceDeclaration TSPropertySignature',
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "BinaryExpression[operator='instanceof'][right.name=/^(Construct|Chart|ApiObject|App|TrustZone|HardenedWorkload|Guardrail|OutputProcessor|InferenceServer)$/]",
          message: 'instanceof fails across duplicate installs; use the isX() guard of the construct',
        },
      ],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['scripts/**', 'test/**', 'examples/**'], rules: { 'no-console': 'off' } },
  {
    // Tests look into rendered documents, which have no type of their own.
    files: ['test/**', 'examples/**'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
);
