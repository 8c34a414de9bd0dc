import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

/** In a process of its own: ESLint's configuration is an ES module, which jest does not load. */
function lint(cases: readonly (readonly [filePath: string, text: string])[]): Message[][] {
  const input = JSON.stringify(cases.map(([filePath, text]) => ({ filePath, text })));
  const linter = spawnSync(process.execPath, [join(__dirname, 'lint-texts.mjs'), 'rooms/import-direction'], {
    cwd: resolve(__dirname, '../..'),
    input,
    encoding: 'utf8',
  });
  if (linter.status !== 0) throw new Error(linter.stderr);
  return JSON.parse(linter.stdout) as Message[][];
}

const FORBIDDEN: readonly (readonly [filePath: string, text: string, message: string])[] = [
  [
    'lib/platform/platform.ts',
    `import '../workload';`,
    'lib/platform imports only from lib/redaction, not from lib/workload',
  ],
  ['lib/platform/platform.ts', `import '../workload/port';`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `import './../platform/../workload/port';`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `export * from '../request-path';`, 'not from lib/request-path'],
  ['lib/platform/platform.ts', `export { Port } from '../workload';`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `export type P = import('../workload').Port;`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `void import('../workload');`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `import port = require('../workload');`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `require('../workload');`, 'not from lib/workload'],
  ['lib/platform/platform.ts', `import '..';`, 'not from lib/index'],
  ['lib/platform/platform.ts', `import '../secure-llm';`, 'not from lib/secure-llm'],
  ['lib/workload/port.ts', `import '../request-path';`, 'lib/workload imports only from lib/platform'],
  ['lib/workload/port.ts', `import '../index';`, 'not from lib/index'],
  ['lib/request-path/rules/rule-set.ts', `import '../..';`, 'not from lib/index'],
  ['lib/request-path/rules/rule-set.ts', `import '../../secure-llm';`, 'not from lib/secure-llm'],
  ['lib/workload/port.ts', `import '../observability';`, 'not from lib/observability'],
  ['lib/workload/port.ts', `import 'cdktf';`, 'only lib/infra imports cdktf'],
  ['lib/index.ts', `import '@cdktf/provider-generator';`, 'only lib/infra imports @cdktf'],
  ['lib/index.ts', `import 'cdktn/lib/app';`, 'only lib/infra imports cdktn'],
  ['lib/workload/port.ts', `import 'cdk8s-secure-llm';`, 'by relative paths'],
  ['lib/workload/port.ts', `import '../../test/openapi/written-kinds';`, 'lib/ imports nothing from outside of itself'],
];

const ALLOWED: readonly (readonly [filePath: string, text: string])[] = [
  ['lib/platform/platform.ts', `import './cidr'; import 'node:net';`],
  ['lib/workload/port.ts', `import '../platform'; import 'cdk8s'; import './peer';`],
  ['lib/request-path/rules/rule-set.ts', `import '../errors'; import '../../platform'; import '../../workload/port';`],
  ['lib/index.ts', `export * from './platform'; export * from './workload'; export * from './secure-llm';`],
  ['test/lint/import-direction.test.ts', `import '../../lib'; import 'cdktf';`],
];

describe('the direction of imports', () => {
  it('is held by lint for every way of writing an import', () => {
    const found = lint(FORBIDDEN.map(([filePath, text]) => [filePath, text]));
    const seen = FORBIDDEN.map(([filePath, text], at) => ({ filePath, text, messages: found[at] }));
    expect(seen).toEqual(
      FORBIDDEN.map(([filePath, text, message]) => ({
        filePath,
        text,
        messages: [{ ruleId: 'rooms/import-direction', message: expect.stringContaining(message) as string }],
      })),
    );
  });

  it('leaves imports of the own room, of rooms below and of packages alone', () => {
    expect(lint(ALLOWED)).toEqual(ALLOWED.map(() => []));
  });
});
