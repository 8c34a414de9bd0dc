import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

/** Rooms of lib/ from the bottom up; a room imports only from rooms below it (design: imports go downwards only). */
const rooms = {
  platform: [],
  workload: ['platform'],
  'request-path': ['workload', 'platform'],
};
const allRooms = [...Object.keys(rooms), 'secure-llm', 'index'];

const importDirection = Object.entries(rooms).map(([room, below]) => ({
  files: [`lib/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${allRooms.filter((other) => other !== room && !below.includes(other)).join('|')})(/|$)`,
            message: `lib/${room} imports only from: ${below.join(', ') || 'no other room'}`,
          },
          { regex: '^cdktf', message: 'only lib/infra imports cdktf' },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'cdktf.out/', 'reports/', 'coverage/', 'docs/api/', 'guard/', 'node_modules/'] },
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
    plugins: { jsdoc },
    rules: {
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
          selector: "BinaryExpression[operator='instanceof'][right.name=/^(Construct|Chart|ApiObject|App|TrustZone|HardenedWorkload|Guardrail|OutputProcessor|InferenceServer)$/]",
          message: 'instanceof fails across duplicate installs; use the isX() guard of the construct',
        },
      ],
    },
  },
  ...importDirection,
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['scripts/**', 'test/**', 'examples/**'], rules: { 'no-console': 'off' } },
);
